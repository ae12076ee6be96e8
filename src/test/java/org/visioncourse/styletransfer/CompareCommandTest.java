package org.visioncourse.styletransfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.visioncourse.data.ImageFile;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Said;

class CompareCommandTest {

    private static final String METRICS =
            """
            epoch,contentLoss,styleLoss,tvLoss,seconds
            1,3.0,20.0,2.0,0.5
            2,2.0,10.0,2.0,1.0
            """;

    @TempDir
    private Path folder;

    private Path run(String name, String metrics) throws Exception {
        RunFolder run = new RunFolder(Files.createDirectories(folder.resolve(name)));
        Files.writeString(run.config(), "{}");
        if (metrics != null) {
            Files.writeString(run.metrics(), metrics);
        }
        return run.path();
    }

    private Said compare(Object... args) {
        Object[] all = new Object[args.length + 3];
        all[0] = "compare";
        all[1] = "--out";
        all[2] = folder.resolve("chart/losses.png");
        System.arraycopy(args, 0, all, 3, args.length);
        return Said.by(new StyleTransfer(), all);
    }

    private void assertRefused(Said said, String part) {
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).startsWith("error: ").contains(part).doesNotContain("\n");
        assertThat(folder.resolve("chart")).doesNotExist();
    }

    @Test
    void severalRunsAreInOneChart() throws Exception {
        Path adam = run("adam", METRICS);
        Path lbfgs = run("lbfgs", METRICS.replace("20.0", "12.0"));
        Said said = compare(adam, lbfgs.resolve("../lbfgs"));
        assertThat(said.err()).isEmpty();
        assertThat(said.exitCode()).isZero();
        Path chart = folder.resolve("chart/losses.png");
        assertThat(said.out().strip()).isEqualTo("Look at " + chart);
        assertThat(ImageFile.size(chart).width()).isEqualTo(640);
        assertThat(compare(adam).exitCode()).isZero();
    }

    @Test
    void whatIsNoRunOfStyleTransferIsNamed() throws Exception {
        Path good = run("good", METRICS);
        assertRefused(compare(good, folder), folder + " is not the folder of a run");
        assertRefused(compare(folder.getRoot()), folder.getRoot() + " is not the folder of a run");
        Path early = run("early", null);
        assertRefused(compare(good, early), "there is no file " + early.resolve("metrics.csv"));
        Path other = run("other", "epoch,trainLoss,seconds\n1,0.5,2.0\n");
        assertRefused(
                compare(good, other),
                other.resolve("metrics.csv")
                        + " is not of a run of style transfer: its figures are [trainLoss, seconds]");
        Path broken = run("broken", "epoch,contentLoss\n1,much\n");
        assertRefused(compare(broken), broken.resolve("metrics.csv") + ", line 2: \"much\" is not a number");
    }

    @Test
    void twoRunsOfOneNameAreRefused() throws Exception {
        assertRefused(compare(run("a/run", METRICS), run("b/run", METRICS)), "two of the runs' folders are named run");
    }

    @Test
    void aChartNeedsARun() {
        Said said = compare();
        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err()).startsWith("error: Missing required parameter");
    }
}
