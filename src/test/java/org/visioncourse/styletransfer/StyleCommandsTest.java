package org.visioncourse.styletransfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visioncourse.data.ImageFile;
import org.visioncourse.data.Picture;
import org.visioncourse.engine.Torch;
import org.visioncourse.models.SmallVgg;
import org.visioncourse.training.History;
import org.visioncourse.training.Json;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Said;

/** Painting as users do, on small pictures and for a few iterations. */
class StyleCommandsTest {

    @TempDir
    static Path folder;

    private static Path run;

    @BeforeAll
    static void paint() {
        run = folder.resolve("run");
        Said said = painting(run, "--every", 2);
        assertWorked(said);
        assertThat(said.out())
                .startsWith("A generated landscape in the manner of a generated painting, 32 x 21 pixels:"
                        + " 4 iterations of adam, compared by the course's own small VGG.")
                .contains("iteration 2/4  content loss ", "iteration 4/4  content loss ")
                .contains("Content loss ", "Look at " + run.resolve("painted.png"));
    }

    private static Said painting(Path out, Object... more) {
        Stream<Object> small = Stream.of("--size", 32, "--iterations", 4, "--out", out);
        return Said.by(
                new StyleTransfer(), Stream.concat(small, Arrays.stream(more)).toArray());
    }

    private static void assertWorked(Said said) {
        assertThat(said.err()).isEmpty();
        assertThat(said.exitCode()).isZero();
    }

    private static void assertFailed(Said said, String... parts) {
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).startsWith("error: ").contains(parts).doesNotContain("\n");
    }

    /** A new run that fails, and leaves nothing. */
    private static void assertRefused(Object[] options, String... parts) {
        Path out = folder.resolve("refused");
        assertFailed(painting(out, options), parts);
        assertThat(out).doesNotExist();
    }

    private static void assertContentRefused(Path content, String... parts) {
        assertRefused(new Object[] {"--content", content}, parts);
        assertRefused(new Object[] {"--style", content}, parts);
    }

    @Test
    void aRunHasItsPicturesAndFigures() throws Exception {
        RunFolder of = new RunFolder(run);
        assertThat(Stream.of("config.json", "metrics.csv", "curves.png", "painted.png", "pair.png", "run.gif"))
                .allMatch(name -> Files.isRegularFile(run.resolve(name)));
        try (Stream<Path> progress = Files.list(run.resolve("progress"))) {
            assertThat(progress.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("00002.png", "00004.png");
        }
        assertThat(run.resolve("progress/00004.png")).hasSameBinaryContentAs(run.resolve("painted.png"));
        assertThat(ImageFile.size(run.resolve("painted.png"))).isEqualTo(new ImageFile.Size(21, 32));
        assertThat(ImageFile.size(run.resolve("curves.png"))) // the picture as it is stands beside its curves
                .isEqualTo(new ImageFile.Size(400, 640 + 32 + 24));
        assertThat(History.read(of.metrics()).names())
                .containsExactly("contentLoss", "styleLoss", "tvLoss", "seconds", "examplesPerSecond");
        StyleResult result = Json.read(of.result(), StyleResult.class);
        assertThat(result.exercise()).isEqualTo("style-transfer");
        assertThat(result.data()).isEqualTo("sample");
        assertThat(result.epochs()).isEqualTo(4);
        assertThat(Stream.of(
                        result.contentLoss(),
                        result.styleLoss(),
                        result.tvLoss(),
                        result.seconds(),
                        result.imagesPerSecond(),
                        result.secondsPerIteration()))
                .allMatch(Double::isFinite)
                .allMatch(value -> value > 0);
        if (result.peakMemoryMiB() != null) {
            assertThat(result.peakMemoryMiB()).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource({"37, 53, png, 22, 32", "53, 37, bmp, 32, 22", "1, 1, png, 32, 32", "200, 101, jpg, 32, 16"})
    void picturesOfAnySizeArePainted(int height, int width, String ending, int ofHeight, int ofWidth) throws Exception {
        Path photo = Small.file(folder.resolve("photo %d %d.%s".formatted(height, width, ending)), height, width);
        Path out = folder.resolve("of " + photo.getFileName());
        Said said = painting(out, "--content", photo, "--style", photo);
        assertWorked(said);
        assertThat(said.out()).startsWith(photo + " in the manner of " + photo + ", ");
        assertThat(ImageFile.size(out.resolve("painted.png"))).isEqualTo(new ImageFile.Size(ofHeight, ofWidth));
    }

    @Test
    void namesWithUmlautsAreNoObstacle() throws Exception {
        assumeThat(System.getProperty("sun.jnu.encoding")).isEqualTo("UTF-8");
        Path photo =
                Small.file(Files.createDirectories(folder.resolve("für Käthe")).resolve("Schöne Aussicht.png"), 30, 40);
        Path out = folder.resolve("für Käthe/Läufe 1");
        assertWorked(painting(out, "--content", photo));
        assertThat(out.resolve("run.gif")).isNotEmptyFile();
        assertWorked(Said.by(new StyleTransfer(), "--resume", out));
    }

    @Test
    void aGreyAndATransparentPictureArePainted() throws Exception {
        Path grey = folder.resolve("grey.png");
        BufferedImage image = new BufferedImage(30, 40, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(7, 7, 0, 200);
        ImageIO.write(image, "png", grey.toFile());
        Path clear = folder.resolve("clear.png");
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_ARGB), "png", clear.toFile());
        Path out = folder.resolve("grey and clear");
        assertWorked(painting(out, "--content", grey, "--style", clear, "--keep-colours"));
        Picture style = StylePair.load(StyleConfig.real(grey.toString(), clear.toString()))
                .style();
        assertThat(style.pixels()).containsOnly((byte) 255);
    }

    @Test
    void aPictureThatCannotBeReadIsNamed() throws Exception {
        Path missing = folder.resolve("missing.jpg");
        assertContentRefused(missing, "There is no image " + missing);
        Path text = Files.writeString(folder.resolve("text.jpg"), "no picture");
        assertContentRefused(text, "The image " + text + " cannot be read (its content is no png, jpg, bmp or gif)");
        Path whole = Small.file(folder.resolve("whole.jpg"), 60, 80);
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.jpg"), Arrays.copyOf(bytes, bytes.length / 2));
        assertContentRefused(cut, "The image " + cut + " cannot be read");
        Path empty = Files.createFile(folder.resolve("empty.png"));
        assertContentRefused(empty, "The image " + empty + " cannot be read");
        Path directory = Files.createDirectories(folder.resolve("pictures"));
        assertContentRefused(directory, "The image " + directory + " cannot be read");
    }

    @Test
    void aPictureThatClaimsToBeHugeIsRefusedBeforeItTakesMemory() throws Exception {
        Path huge = Small.file(folder.resolve("huge.png"), 4, 4);
        ByteBuffer png = ByteBuffer.wrap(Files.readAllBytes(huge));
        png.putInt(16, 100_000).putInt(20, 100_000);
        CRC32 crc = new CRC32();
        crc.update(png.array(), 12, 17);
        png.putInt(29, (int) crc.getValue());
        Files.write(huge, png.array());
        assertContentRefused(huge, huge.toString(), "it claims to have 10000000000 pixels");
    }

    @Test
    void aPictureThatIsTooNarrowIsRefused() throws Exception {
        Path narrow = Small.file(folder.resolve("narrow.png"), 400, 1);
        assertContentRefused(
                narrow, narrow + " becomes 1 x 32 pixels, but needs 16 on either side: choose a larger --size");
        assertRefused(new Object[] {"--levels", 2}, "sample becomes 16 x 11 pixels, but needs 16");
        assertRefused(new Object[] {"--style-layers", 36}, "sample becomes 32 x 21 pixels, but needs 32");
    }

    @Test
    void weightsOfAnotherNetworkCutOrNoneAreNamed() throws Exception {
        Path other = folder.resolve("small.safetensors");
        try (NDManager manager = Torch.start().newBaseManager()) {
            SmallVgg.write(SmallVgg.trained(manager), other);
        }
        assertRefused(new Object[] {"--weights", other}, other.toString(), "features.0.weight");
        byte[] whole = Files.readAllBytes(other);
        Path cut = Files.write(folder.resolve("cut.safetensors"), Arrays.copyOf(whole, whole.length / 2));
        assertRefused(new Object[] {"--weights", cut}, cut.toString());
        Path text = Files.writeString(folder.resolve("text.pth"), "no weights at all");
        assertRefused(new Object[] {"--weights", text}, text.toString());
        assertRefused(new Object[] {"--weights", text, "--network", "mobilenet"}, text.toString());
        Path missing = folder.resolve("missing.pth");
        assertRefused(new Object[] {"--weights", missing}, "There are no weights \"" + missing + "\"", "vgg19");
        assertRefused(new Object[] {"--weights", missing, "--network", "mobilenet"}, missing.toString());
    }

    @Test
    void vgg19ThatCannotBeFetchedIsToBePutInItsPlaceByHand() {
        Path data = folder.resolve("data");
        System.setProperty("course.data", data.toString());
        System.setProperty("ai.djl.offline", "true");
        try {
            assertRefused(
                    new Object[] {"--network", "vgg19"},
                    "https://download.pytorch.org/models/vgg19-dcbb9e9d.pth",
                    "put it at " + data.resolve("weights/vgg19-dcbb9e9d.pth"));
        } finally {
            System.clearProperty("course.data");
            System.clearProperty("ai.djl.offline");
        }
        assertThat(data).doesNotExist();
    }

    @Test
    void lossesThatAreNotFiniteAreSaid() {
        Object[] huge = {"--style-weight", "1e38", "--content-weight", "3e38", "--start", "noise"};
        for (String optimizer : new String[] {"adam", "lbfgs"}) {
            Object[] options = Stream.concat(Arrays.stream(huge), Stream.of("--optimizer", optimizer))
                    .toArray();
            Path out = folder.resolve("diverged");
            Said said = painting(out, options);
            assertFailed(said, "Infinity");
            assertThat(out).doesNotExist();
        }
    }

    @Test
    void aFolderThatHoldsARunOrIsAFileIsNotPaintedInto() throws Exception {
        assertFailed(painting(run), run + " holds a run already: choose another --out, or --resume " + run);
        Path file = Files.writeString(folder.resolve("file"), "mine");
        assertFailed(painting(file), file + " is a file, where a run needs a folder: choose another --out");
        assertFailed(painting(file.resolve("run")), "cannot make the run's folder " + file.resolve("run"));
        assertThat(file).hasContent("mine");
    }

    @Test
    void whatElseIsInTheFolderStaysAndIsNoPartOfTheFilm() throws Exception {
        Path out = folder.resolve("mine");
        Path notes = Files.writeString(
                Files.createDirectories(out.resolve("progress")).resolve("00001.png"), "mine");
        assertWorked(painting(out));
        assertThat(notes).hasContent("mine");
    }

    @Test
    void aFilmHasAHundredFramesAtMostTheLastOneTheResult() throws Exception {
        StyleConfig config = Small.config(options -> {
            options.iterations = 202;
            options.every = 1;
        });
        RunFolder of = RunFolder.create("test", folder.resolve("long"));
        for (int i = 1; i <= 202; i++) {
            of.picture(StylePictures.progress(i), Small.picture(i, 2, 3).toImage());
        }
        assertThat(StylePictures.frames(of, config))
                .hasSize(68)
                .startsWith(of.path().resolve("progress/00001.png"), of.path().resolve("progress/00004.png"))
                .endsWith(of.path().resolve("progress/00202.png"));
    }

    @Test
    void aRunKeepsItsOptionsAndPictures() throws Exception {
        assertFailed(
                Said.by(new StyleTransfer(), "--resume", run, "--size", 48),
                "a resumed run keeps its options: size is 32 in the run, not 48");
        assertWorked(Said.by(new StyleTransfer(), "--resume", run));
        assertFailed(Said.by(new StyleTransfer(), "--resume", folder), folder + " is not the folder of a run");
        Path photo = Small.file(folder.resolve("changing.png"), 40, 50);
        Path out = folder.resolve("changed");
        Said stopped = painting(out, "--content", photo, "--max-minutes", "0.0000001");
        assertWorked(stopped);
        assertThat(stopped.out())
                .endsWith("Stopped: the time limit is reached. Go on with --resume " + out + System.lineSeparator());
        Small.file(photo, 50, 40);
        assertFailed(
                Said.by(new StyleTransfer(), "--resume", out),
                photo + " and sample are not those that " + out + " was started with");
        Files.delete(photo);
        assertFailed(Said.by(new StyleTransfer(), "--resume", out), "There is no image " + photo);
        Small.file(photo, 40, 50);
        assertWorked(Said.by(new StyleTransfer(), "--resume", out));
        assertThat(out.resolve("result.json")).exists();
    }

    @Test
    void aRunWhoseCheckpointIsCutSaysSo() throws Exception {
        Path out = folder.resolve("cut");
        assertWorked(painting(out));
        Path last = new RunFolder(out).last();
        byte[] whole = Files.readAllBytes(last);
        Files.write(last, Arrays.copyOf(whole, whole.length / 2));
        assertFailed(Said.by(new StyleTransfer(), "--resume", out), last.toString());
        assertThat(out.resolve("config.json")).exists();
    }

    @ParameterizedTest
    @CsvSource({"random, adam", "course, lbfgs"})
    void otherNetworksAndOptimizersPaintToo(String network, String optimizer) {
        Path out = folder.resolve(network + optimizer);
        assertWorked(
                painting(out, "--network", network, "--optimizer", optimizer, "--levels", 1, "--precision", "fp32"));
        assertThat(out.resolve("result.json")).exists();
    }
}
