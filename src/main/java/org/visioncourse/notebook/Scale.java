package org.visioncourse.notebook;

/** How large a notebook runs. */
public final class Scale {

    private static final String PROPERTY = "course.quick";
    private static final String VARIABLE = "COURSE_QUICK";

    private Scale() {}

    /**
     * Whether all is to be over in seconds, and nothing learned: for tests. The system property {@code course.quick} is true, or
     * the environment variable {@code COURSE_QUICK} is set.
     */
    public static boolean isQuick() {
        return Boolean.getBoolean(PROPERTY) || System.getenv(VARIABLE) != null;
    }
}
