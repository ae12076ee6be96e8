package org.visioncourse.styletransfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.visioncourse.plots.Png;
import org.visioncourse.training.History;
import org.visioncourse.training.RunFolder;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code style-transfer compare}: which run got further in less time. */
@CommandLine.Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Draws the losses of several runs over the time that they took, into one chart.")
final class CompareCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "RUN", description = "the runs' folders, whose names the chart shows")
    private List<Path> runs;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "losses.png",
            description = "the chart; default ${DEFAULT-VALUE}")
    private Path out;

    @Override
    public Integer call() throws IOException {
        Map<String, History> histories = new LinkedHashMap<>();
        for (Path run : runs) {
            History history = losses(RunFolder.open(run).metrics());
            String name = String.valueOf(run.toAbsolutePath().normalize().getFileName()); // a disk's root has none
            if (histories.put(name, history) != null) {
                throw new IllegalArgumentException("two of the runs' folders are named " + name);
            }
        }
        Png.write(out, StylePictures.lossesByTime(histories));
        System.out.println("Look at " + out);
        return 0;
    }

    private static History losses(Path metrics) throws IOException {
        History history = History.read(metrics);
        if (!history.names().containsAll(List.of("contentLoss", "styleLoss", "tvLoss"))) {
            throw new IOException(metrics + " is not of a run of style transfer: its figures are " + history.names());
        }
        return history;
    }
}
