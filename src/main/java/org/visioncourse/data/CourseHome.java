package org.visioncourse.data;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The course's folder, where its data and runs are unless a user says otherwise. */
public final class CourseHome {

    private CourseHome() {}

    /**
     * What {@code -Dcourse.home} or else the environment's {@code COURSE_HOME} names, as a notebook's kernel does, which starts
     * in another folder; else the working directory. Relative to that where it can be, so that a notebook prints
     * {@code ../runs}, and not where on somebody's machine the course is.
     */
    public static Path path() {
        return path(System.getProperties(), System.getenv());
    }

    static Path path(Properties properties, Map<String, String> environment) {
        Path home = Path.of(properties.getProperty("course.home", environment.getOrDefault("COURSE_HOME", "")));
        Path working = Path.of(properties.getProperty("user.dir", ""));
        return home.isAbsolute() && working.startsWith(home) ? working.relativize(home) : home;
    }
}
