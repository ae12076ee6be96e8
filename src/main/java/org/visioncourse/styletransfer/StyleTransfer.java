package org.visioncourse.styletransfer;

import java.util.concurrent.Callable;
import org.visioncourse.training.Command;
import picocli.CommandLine;

/** The command {@code style-transfer}. */
@CommandLine.Command(
        name = "style-transfer",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {TrainFeaturesCommand.class},
        description = "Paints a picture's shapes with another picture's strokes.")
public final class StyleTransfer implements Callable<Integer> {

    /** The command line's entry; ends the process with the command's exit code. */
    public static void main(String[] args) {
        int exitCode = Command.run(new StyleTransfer(), args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    @Override
    public Integer call() throws Exception {
        return 0;
    }
}
