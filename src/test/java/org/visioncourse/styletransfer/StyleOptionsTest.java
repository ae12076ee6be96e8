package org.visioncourse.styletransfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visioncourse.engine.Precision;
import org.visioncourse.engine.Torch;
import org.visioncourse.models.Backbone;
import org.visioncourse.models.Vgg;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Said;
import org.visioncourse.training.SavedRun;
import picocli.CommandLine;

class StyleOptionsTest {

    @TempDir
    private Path folder;

    /** What a command line asks for. */
    private static StyleConfig config(String... args) {
        StyleOptions options = new StyleOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create()
                        .addMixin("options", CommandLine.Model.CommandSpec.forAnnotatedObject(options)))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(args);
        return options.config();
    }

    /** The one line that a failing command says, which leaves no folder. */
    private String error(Object... args) {
        Path out = folder.resolve("run");
        Object[] all = Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--out";
        all[args.length + 1] = out;
        Said said = Said.by(new StyleTransfer(), all);
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).startsWith("error: ").doesNotContain("\n");
        assertThat(out).doesNotExist();
        return said.err();
    }

    @Test
    void withoutOptionsTwoGeneratedPicturesArePainted() {
        StyleConfig config = config();
        assertThat(config).isEqualTo(StyleConfig.sample());
        assertThat(config.isSample()).isTrue();
        assertThat(config.data()).isEqualTo("sample");
        assertThat(config.network()).isEqualTo(Network.COURSE);
        assertThat(config.size()).isEqualTo(360);
        assertThat(config.layers()).isEqualTo(Layers.SMALL);
        assertThat(config.reading()).isEqualTo(Reading.AS_WRITTEN);
    }

    @ParameterizedTest
    @CsvSource({"photo.jpg, painting.jpg", "photo.jpg, sample", "sample, painting.jpg"})
    void picturesOfTheUsersArePaintedAsD2lDoes(String content, String style) {
        StyleConfig config = config("--content", content, "--style", style);
        assertThat(config).isEqualTo(StyleConfig.real(content, style));
        assertThat(config.size()).isEqualTo(450);
        assertThat(config.lossWeights()).isEqualTo(new LossWeights(1, 1e4f, 10));
        assertThat(config.optimizer()).isEqualTo(ImageOptimizer.ADAM);
        assertThat(config.learningRate()).isEqualTo(0.3f);
        assertThat(config.iterations()).isEqualTo(500);
        assertThat(config.start()).isEqualTo(Start.CONTENT);
        assertThat(config.levels()).isEqualTo(1);
        assertThat(config.precision()).isEqualTo(Precision.FP32);
        assertThat(config.isSample()).isFalse();
        assertThat(config.data()).isEqualTo(content + " and " + style);
    }

    @Test
    void onePictureOfTheUsersGoesWithAGeneratedOne() {
        assertThat(config("--content", "photo.jpg")).isEqualTo(StyleConfig.real("photo.jpg", "sample"));
        assertThat(config("--style", "painting.jpg")).isEqualTo(StyleConfig.real("sample", "painting.jpg"));
    }

    @Test
    void weightsAloneAreOfVgg19() {
        StyleConfig config = config("--weights", "vgg19.pth");
        assertThat(config.network()).isEqualTo(Network.VGG19);
        assertThat(config.weights()).isEqualTo("vgg19.pth");
        assertThat(config.layers()).isEqualTo(Layers.VGG19);
        assertThat(config.layers()).isEqualTo(new Layers(List.of(25), List.of(0, 5, 10, 19, 28)));
        assertThat(config.reading()).isEqualTo(Reading.IN_PLACE);
        assertThat(config("--weights", "m.safetensors", "--network", "mobilenet")
                        .network())
                .isEqualTo(Network.MOBILENET);
    }

    @Test
    void aNetworkBringsItsLayersAndReadingUnlessOthersAreGiven() {
        for (Network network : Network.values()) {
            StyleConfig config = config("--network", network.toString());
            assertThat(config.network()).isEqualTo(network);
            assertThat(config.layers()).isEqualTo(network.layers());
            assertThat(config.reading()).isEqualTo(network.reading());
            assertThat(config.weights()).isNull();
        }
        StyleConfig config =
                config("--network", "vgg19", "--style-layers", "0,5", "--reading", "as_written", "--keep-colours");
        assertThat(config.layers()).isEqualTo(new Layers(List.of(25), List.of(0, 5)));
        assertThat(config.reading()).isEqualTo(Reading.AS_WRITTEN);
        assertThat(config.keepColours()).isTrue();
    }

    @Test
    void eachNetworkHasAsManyLayersAsItSays() throws Exception {
        try (NDManager manager = Torch.start().newBaseManager()) {
            for (Network network : List.of(Network.COURSE, Network.RANDOM)) {
                assertThat(network.open(null, 0, Reading.AS_WRITTEN, manager).size())
                        .isEqualTo(network.size());
            }
        }
        assertThat(Vgg.vgg19Features().getChildren().size()).isEqualTo(Network.VGG19.size());
        assertThat(Backbone.MOBILENET.network(1).getChildren().size() - 2).isEqualTo(Network.MOBILENET.size());
    }

    @ParameterizedTest
    @CsvSource({
        "50, 1, 10",
        "500, 1, 20",
        "397, 1, 1",
        "7, 1, 7",
        "1, 1, 1",
        "21, 1, 7",
        "20, 2, 10",
        "4, 4, 1",
        "500, 6, 20"
    })
    void picturesOfTheProgressFitTheIterationsAndLevels(String iterations, String levels, int every) {
        StyleConfig config = config("--iterations", iterations, "--levels", levels);
        assertThat(config.every()).isEqualTo(every);
        assertThat(config.epochs()).isEqualTo(config.iterations() / every);
    }

    @Test
    void quickIsSmallAndStillGivesWay() {
        StyleConfig quick = config("--quick");
        assertThat(quick).isEqualTo(StyleConfig.sample().quick());
        assertThat(quick.size()).isEqualTo(64);
        assertThat(quick.iterations()).isEqualTo(10);
        assertThat(config("--quick", "--levels", "3").every()).isEqualTo(2);
        assertThat(config("--quick", "--iterations", "3", "--size", "32").iterations())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "--size, 0, 'in [32, 4096]'",
        "--size, 5000, 'in [32, 4096]'",
        "--size, -1, 'in [32, 4096]'",
        "--iterations, 0, at least 1",
        "--iterations, -7, at least 1",
        "--every, 3, 'a divisor of the number of iterations, 500'",
        "--every, 0, 'a divisor of the number of iterations, 500'",
        "--every, -20, 'a divisor of the number of iterations, 500'",
        "--levels, 0, 'in [1, 6], and at most the number of pictures of the progress, 25'",
        "--levels, 7, 'in [1, 6], and at most the number of pictures of the progress, 71'",
        "--content-weight, -1.0, at least 0",
        "--style-weight, NaN, at least 0",
        "--tv-weight, Infinity, at least 0",
        "--learning-rate, 0.0, positive",
        "--learning-rate, -0.3, positive",
        "--learning-rate, NaN, positive",
        "--learning-rate, Infinity, positive",
        "--weights, some.pth, 'absent with --network random'",
        "--content-layers, [99], 'in [0, 36]'",
        "--style-layers, '[0, -1]', 'in [0, 36]'",
    })
    void anImpossibleValueIsNamedWithItsRange(String option, String value, String range) {
        String given = value.replaceAll("[\\[\\] ]", "");
        Object[] args =
                switch (option + " " + value) {
                    case "--weights some.pth" -> new Object[] {option, given, "--network", "random"};
                    case "--levels 7" -> new Object[] {option, given, "--iterations", 497};
                    default -> new Object[] {option, given};
                };
        assertThat(error(args)).isEqualTo("error: " + option + " is " + value + ", but must be " + range);
    }

    @Test
    void aPrimeNumberOfIterationsIsRefusedWhereItWouldMakeAPictureOfEach() {
        assertThat(error("--iterations", 499))
                .isEqualTo("error: --iterations is 499, which would make 499 pictures of the progress:"
                        + " take a multiple of 20, or set --every");
    }

    @Test
    void aLearningRateIsAdams() {
        assertThat(error("--optimizer", "lbfgs", "--learning-rate", 0.1))
                .isEqualTo("error: --learning-rate is Adam's: L-BFGS finds the length of its steps by itself");
    }

    @Test
    void theCoursesNetworkTakesWeightsOfItsOwnTraining() {
        assertThat(config("--network", "course", "--weights", "small-vgg.safetensors"))
                .extracting(StyleConfig::network, StyleConfig::weights)
                .containsExactly(Network.COURSE, "small-vgg.safetensors");
    }

    @Test
    void moreLevelsThanPicturesOfTheProgressAreRefused() {
        assertThat(error("--iterations", 6, "--every", 3, "--levels", 3))
                .isEqualTo("error: --levels is 3, but must be in [1, 6],"
                        + " and at most the number of pictures of the progress, 2");
    }

    @Test
    void aPictureWithoutANameIsRefused() {
        assertThat(error("--content", "")).isEqualTo("error: --content is \"\", but must be a file");
        assertThat(error("--style", " ")).isEqualTo("error: --style is \" \", but must be a file");
    }

    @Test
    void aNetworkHasNoLayersButItsOwn() {
        assertThat(error("--network", "mobilenet", "--style-layers", 17))
                .isEqualTo("error: --style-layers is [17], but must be in [0, 16]");
    }

    @Test
    void thereAreLayersForShapesAndForStrokes() {
        StyleOptions options = new StyleOptions();
        options.styleLayers = List.of();
        assertThatIllegalArgumentException()
                .isThrownBy(options::config)
                .withMessage("--style-layers is [], but must be one layer or more");
        options.contentLayers = List.of();
        assertThatIllegalArgumentException()
                .isThrownBy(options::config)
                .withMessage("--content-layers is [], but must be one layer or more");
    }

    @ParameterizedTest
    @CsvSource({
        "--network, vgg16, vgg19",
        "--reading, later, in-place",
        "--optimizer, sgd, lbfgs",
        "--start, black, noise",
        "--precision, fp8, bf16",
        "--size, large, large",
        "--style-layers, '', --style-layers",
        "--iterations, 1e3, 1e3",
    })
    void aValueWithoutMeaningIsNamedWithThoseThatHaveOne(String option, String value, String also) {
        Said said = Said.by(new StyleTransfer(), option, value);
        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err().lines()).hasSize(2);
        assertThat(said.err()).startsWith("error: ").contains(option, value, also);
    }

    @Test
    void resumeNeedsARunOfStyleTransferAndItsOwnOptions() throws Exception {
        assertThat(resumed(folder)).contains(folder + " is not the folder of a run");
        RunFolder run = new RunFolder(folder);
        Files.writeString(run.config(), "{\"options\": {}}");
        assertThat(resumed(folder)).contains(run.config().toString());
        new SavedRun<>(StyleConfig.sample(), List.of(), 0, null).write(run);
        String saved = Files.readString(run.config());
        Files.writeString(run.config(), saved.replace("ADAM", "SGD"));
        assertThat(resumed(folder)).contains(run.config().toString(), "optimizer");
        Files.writeString(run.config(), saved);
        assertThat(resumed(folder, "--quick")).contains("--quick");
        assertThat(resumed(folder, "--out", "elsewhere")).contains("--out");
        assertThat(resumed(folder, "--size", 100, "--start", "noise"))
                .isEqualTo("error: a resumed run keeps its options: size is 360 in the run, not 100,"
                        + " start is content in the run, not noise");
    }

    @Test
    void aResumedRunOfANetworkWithWeightsMayBeToldThemAgain() {
        StyleConfig saved = config("--network", "mobilenet", "--weights", "m.safetensors");
        StyleOptions options = new StyleOptions();
        options.weights = "m.safetensors";
        assertThat(options.over(saved)).isEqualTo(saved);
    }

    private static String resumed(Path run, Object... more) {
        Object[] args =
                Stream.concat(Stream.of("--resume", run), Arrays.stream(more)).toArray();
        Said said = Said.by(new StyleTransfer(), args);
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).startsWith("error: ").doesNotContain("\n");
        return said.err();
    }

    @Test
    void aPairOfPicturesIsNamed() {
        assertThat(StyleConfig.of("sample")).isEqualTo(StyleConfig.sample());
        assertThat(StyleConfig.of("photos")).isEqualTo(StyleConfig.real("photos/rainier.jpg", "photos/autumn-oak.jpg"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StyleConfig.of("rainier.jpg"))
                .withMessageContaining("\"rainier.jpg\", but must be \"sample\" or \"photos\"");
    }

    @Test
    void anotherStartChangesNothingElse() {
        assertThat(StyleConfig.sample().withStart(Start.NOISE)).isEqualTo(config("--start", "noise"));
    }
}
