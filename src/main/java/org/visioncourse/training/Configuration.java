package org.visioncourse.training;

import java.lang.reflect.RecordComponent;
import java.util.Objects;
import java.util.StringJoiner;

/** Records of options: what their values must be, and whether two are the same. */
public final class Configuration {

    private Configuration() {}

    /**
     * Refuses an option's value.
     *
     * @param holds whether the value is in its range
     * @param option as the command line names it
     * @param range what the value must be, in words
     * @throws IllegalArgumentException if it is not, with option, value and range
     */
    public static void require(boolean holds, String option, Object value, String range) {
        if (!holds) {
            throw new IllegalArgumentException(option + " is " + value + ", but must be " + range);
        }
    }

    /**
     * Refuses to resume a run with other options than it was started with.
     *
     * @param saved the options in the run's config.json
     * @param wanted the same, with the command line's options over them
     * @throws IllegalArgumentException if they differ, with each difference
     */
    public static <T extends Record> void requireSame(T saved, T wanted) {
        StringJoiner differences = new StringJoiner(", ");
        for (RecordComponent component : saved.getClass().getRecordComponents()) {
            Object before = value(component, saved);
            Object now = value(component, wanted);
            if (!Objects.equals(before, now)) {
                differences.add(component.getName() + " is " + before + " in the run, not " + now);
            }
        }
        if (differences.length() > 0) {
            throw new IllegalArgumentException("a resumed run keeps its options: " + differences);
        }
    }

    private static Object value(RecordComponent component, Object record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
