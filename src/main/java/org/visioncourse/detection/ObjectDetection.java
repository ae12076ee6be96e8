package org.visioncourse.detection;

import java.util.concurrent.Callable;
import org.visioncourse.training.Command;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** The command {@code detection}: learns to find things in pictures, and finds them. */
@CommandLine.Command(
        name = "detection",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {TrainCommand.class, EvaluateCommand.class, PredictCommand.class, AnchorsCommand.class},
        description =
                "Trains a single-shot detector (SSD) on pictures with boxes, or on generated fruit; as train does.")
public final class ObjectDetection implements Callable<Integer> {

    @Mixin
    private DetectionOptions options = new DetectionOptions();

    /** The command line's entry; ends the process with the command's exit code. */
    public static void main(String[] args) {
        int exitCode = Command.run(new ObjectDetection(), args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    @Override
    public Integer call() throws Exception {
        return new TrainCommand(options).call();
    }
}
