package org.visioncourse.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * Takes back what a new run has written where it fails before there is anything to go on from: the same {@code --out} can
 * then be used again as soon as the fault is mended.
 */
public final class NewRun {

    private NewRun() {}

    /**
     * Does the work of a run, new or resumed.
     *
     * @param run the run's folder; the run is new if there is no config.json in it yet
     * @param work what the run does
     * @return what the work returns
     * @throws Exception what the work throws; if the run was new and has neither a checkpoint nor a model, nor a part that
     *     is a run, then config.json is gone, and the folders that are empty without it
     */
    public static <T> T attempt(RunFolder run, Callable<T> work) throws Exception {
        boolean isNew = !Files.exists(run.config());
        try {
            return work.call();
        } catch (Exception e) {
            if (isNew && !canBeResumed(run)) {
                Files.deleteIfExists(run.config());
                deleteIfEmpty(run.checkpoints());
                deleteIfEmpty(run.path());
            }
            throw e;
        }
    }

    private static boolean canBeResumed(RunFolder run) throws IOException {
        if (Files.exists(run.last()) || Files.exists(run.best())) {
            return true;
        }
        try (Stream<Path> parts = list(run.path())) {
            return parts.anyMatch(part -> Files.exists(new RunFolder(part).config()));
        }
    }

    private static void deleteIfEmpty(Path folder) throws IOException {
        boolean empty;
        try (Stream<Path> entries = list(folder)) {
            empty = Files.isDirectory(folder) && entries.findAny().isEmpty();
        }
        if (empty) {
            Files.delete(folder);
        }
    }

    private static Stream<Path> list(Path folder) throws IOException {
        return Files.isDirectory(folder) ? Files.list(folder) : Stream.empty();
    }
}
