package org.visioncourse.cifar10;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.visioncourse.plots.Png;
import org.visioncourse.training.RunFolder;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cifar10 compare}: which of several runs is how good after how many minutes. */
@CommandLine.Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Draws the validation accuracy of several runs against time.")
final class CompareCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "RUN", description = "the folders of runs that hold pictures out")
    private List<Path> folders;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "the chart, a PNG; default accuracy-time.png in the first run's folder")
    private Path out;

    @Override
    public Integer call() throws IOException {
        List<RunFolder> runs = new ArrayList<>();
        for (Path folder : folders) {
            runs.add(RunFolder.open(folder));
        }
        Comparison comparison = Comparison.of(runs);
        for (Comparison.Line line : comparison.lines()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-40s %.2f %% after %.1f minutes, %d epochs%n",
                    line.name(),
                    100 * line.last(),
                    line.duration(),
                    line.minutes().length);
        }
        Path file = out != null ? out : folders.get(0).resolve("accuracy-time.png");
        Png.write(file, comparison.chart());
        System.out.println("Look at " + file);
        return 0;
    }
}
