package org.visioncourse.gan;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visioncourse.data.ImageSet;
import org.visioncourse.training.History;
import org.visioncourse.training.Json;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Said;

/** Training and sampling as users do, on a few pictures. */
class DcganCommandTest {

    @TempDir
    static Path folder;

    private static Path run;

    /** 21 pictures of several sizes, in folders, and a text among them; a step is of 16. */
    @BeforeAll
    static void train() throws Exception {
        Path pictures = folder.resolve("pictures");
        Files.createDirectories(pictures.resolve("more"));
        Files.writeString(pictures.resolve("notes.txt"), "where they are from");
        for (int i = 0; i < 21; i++) {
            picture(pictures.resolve(i % 2 == 0 ? i + ".png" : "more/" + i + ".png"), 20 + 3 * i, 51 - i);
        }
        run = folder.resolve("run");
        Said said = training(run, "--data", pictures);
        assertThat(said.err()).isEmpty();
        assertThat(said.exitCode()).isZero();
        assertThat(said.out())
                .startsWith("DCGAN on " + pictures + ": 21 pictures of 32 x 32, 2 epochs of 1 steps.")
                .contains("epoch 2/2  loss d ", "kernel distance ", "Look at " + run.resolve("samples.png"));
    }

    private static void picture(Path file, int width, int height) throws Exception {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(5 * width % 256, 5 * height % 256, 90));
        graphics.fillOval(0, 0, width, height);
        graphics.dispose();
        ImageIO.write(image, "png", file.toFile());
    }

    private static Said training(Path out, Object... more) {
        return Said.by(
                new DcganCommand(),
                Stream.concat(Stream.of("--quick", "--out", out), Arrays.stream(more))
                        .toArray());
    }

    private static void assertRefused(String sentence, Object... options) {
        Path out = folder.resolve("refused");
        assertFailed(training(out, options), sentence);
        assertThat(out).doesNotExist();
    }

    private static void assertFailed(Said said, String sentence) {
        assertThat(said.err()).isEqualTo("error: " + sentence);
        assertThat(said.exitCode()).isEqualTo(1);
    }

    @Test
    void aRunHasItsPicturesAndFigures() throws Exception {
        RunFolder of = new RunFolder(run);
        assertThat(Stream.of(
                        "config.json",
                        "curves.png",
                        "samples.png",
                        "samples.gif",
                        "samples/0001.png",
                        "samples/0002.png",
                        "real-and-generated.png",
                        "interpolation.png",
                        "neighbours.png"))
                .allMatch(name -> Files.isRegularFile(run.resolve(name)));
        assertThat(History.read(of.metrics()).names())
                .containsExactly("lossD", "lossG", "kernelDistance", "seconds", "examplesPerSecond");
        GanResult result = Json.read(of.result(), GanResult.class);
        assertThat(result.exercise()).isEqualTo("dcgan");
        assertThat(result.epochs()).isEqualTo(2);
        assertThat(Stream.of(result.lossD(), result.lossG(), result.kernelDistance(), result.seconds()))
                .allMatch(Double::isFinite);
    }

    @Test
    void samplesAreWrittenBesideAGrid() throws Exception {
        Path out = folder.resolve("samples");
        Said said = Said.by(new DcganCommand(), "sample", "--model", run, "--count", 3, "--seed", 7, "--out", out);

        assertThat(said.exitCode()).isZero();
        assertThat(said.out()).isEqualToIgnoringNewLines("Look at " + out.resolve("grid.png"));
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("00000.png", "00001.png", "00002.png", "grid.png");
        }
        assertThat(ImageIO.read(out.resolve("00002.png").toFile()).getWidth()).isEqualTo(32);
    }

    @Test
    void onePictureIsTooFew() throws Exception {
        Path one = Files.createDirectories(folder.resolve("one"));
        picture(one.resolve("a.png"), 9, 9);

        assertRefused(
                "There is one picture to learn from in " + one + ": a GAN needs two, and better hundreds.",
                "--data",
                one);
    }

    @Test
    void aFolderWithoutPicturesIsNamed() throws Exception {
        Path none = Files.createDirectories(folder.resolve("none"));
        Files.writeString(none.resolve("notes.txt"), "nothing here");

        assertRefused(
                "There is no image (png, jpg, bmp or gif) below " + none
                        + ", but 1 other files: name a folder with images in it.",
                "--data",
                none);
    }

    @Test
    void aBrokenPictureIsNamed() throws Exception {
        Path broken = Files.createDirectories(folder.resolve("broken"));
        picture(broken.resolve("a.png"), 9, 9);
        Files.writeString(broken.resolve("b.png"), "a text");

        assertRefused(
                "The image " + broken.resolve("b.png")
                        + " cannot be read (its content is no png, jpg, bmp or gif): replace or remove it.",
                "--data",
                broken);
    }

    @ParameterizedTest
    @CsvSource({
        "--side, 48, '--side is 48, but must be 32, 64 or 128'",
        "--batch-size, 1, '--batch-size is 1, but must be at least 2'",
        "--noise, -1, '--noise is -1.0, but must be at least 0'",
        "--rate-left, 0, '--rate-left is 0.0, but must be in (0, 1]'",
        "--label-smoothing, 1, '--label-smoothing is 1.0, but must be in [0, 1)'",
        "--average, 1, '--average is 1.0, but must be in [0, 1)'",
        "--background, blue, '--background is blue, but must be a colour such as #ffffff'",
        "--learning-rate, NaN, '--learning-rate is NaN, but must be positive'",
        "--class, cat, '--class is cat, but classes are told apart in CIFAR-10 only'",
        "--limit, 1, 'There is one picture to learn from in sample with --limit 1: a GAN needs two, and better hundreds.'",
    })
    void anImpossibleOptionIsNamedWithItsValue(String option, String value, String sentence) {
        assertRefused(sentence, option, value);
    }

    @Test
    void aTimeLimitOfNothingIsRefusedBeforeAnythingIsSaid() {
        Said said = training(folder.resolve("refused"), "--max-minutes", 0);

        assertFailed(said, "--max-minutes is 0.0, but must be positive");
        assertThat(said.out()).isEmpty();
    }

    @Test
    void aRunOfAnotherExerciseIsCalledSo() {
        Path other = folder.resolve("gan");
        assertThat(Said.by(new GanCommand(), "--quick", "--out", other).exitCode())
                .isZero();

        Said said = Said.by(new DcganCommand(), "--resume", other);

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err())
                .startsWith("error: " + other.resolve("config.json"))
                .endsWith("(is it cut, or a run of another exercise?)");
    }

    @ParameterizedTest
    @CsvSource({"0", "10001"})
    void aNumberOfSamplesHasItsRange(int count) {
        assertFailed(
                Said.by(new DcganCommand(), "sample", "--model", run, "--count", count),
                "--count is " + count + ", but must be in [1, 10000]");
    }

    @Test
    void transparentPicturesLieOnTheChosenColour() throws Exception {
        Path pictures = Files.createDirectories(folder.resolve("clear"));
        for (String name : new String[] {"a.png", "b.png"}) {
            ImageIO.write(
                    new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB),
                    "png",
                    pictures.resolve(name).toFile());
        }
        DcganOptions options = new DcganOptions();
        options.background = "#102030";
        ImageSet images = DcganData.load(options.over(DcganConfig.real(pictures.toString())));

        assertThat(images.size()).isEqualTo(2);
        assertThat(images.height()).isEqualTo(64);
        assertThat(Arrays.copyOf(images.pixels(), 6)).containsExactly(0x10, 0x20, 0x30, 0x10, 0x20, 0x30);
    }
}
