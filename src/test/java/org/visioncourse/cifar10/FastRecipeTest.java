package org.visioncourse.cifar10;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.visioncourse.data.GeneratedImages;
import org.visioncourse.data.ImageSet;
import org.visioncourse.data.Normalisation;
import org.visioncourse.engine.ForwardPass;
import org.visioncourse.engine.ParameterGroup;
import org.visioncourse.engine.Torch;
import org.visioncourse.training.Evaluation;
import org.visioncourse.training.History;
import org.visioncourse.training.Progress;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Stop;
import org.visioncourse.training.StopAfter;

/** The network of the fast recipe, its start, its groups and its runs. */
class FastRecipeTest {

    @TempDir
    Path folder;

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private static Cifar10Config config(FastPart... without) {
        return Cifar10Config.fast(Cifar10Config.SAMPLE, 32).quick().withoutParts(without);
    }

    private SequentialBlock network() {
        SequentialBlock network = FastNet.network(10, false);
        network.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 32, 32));
        return network;
    }

    @Test
    void theNetworkHasTheKnownShapeAndNumberOfParameters() {
        SequentialBlock network = network();
        long learned = network.getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();

        assertThat(ForwardPass.inference(network, manager.zeros(new Shape(2, 3, 32, 32)))
                        .getShape())
                .isEqualTo(new Shape(2, 10));
        // 2x2: 288 and 24 biases; 3x3: 9 (24 64 + 64 64 + 64 256 + 3 256 256); BatchNorm's biases; 2,560 at the end
        assertThat(learned).isEqualTo(288 + 24 + 9 * 218_624 + 2 * 64 + 4 * 256 + 2_560);
    }

    @Test
    void whiteningFiltersMakePatchesUncorrelatedAndEquallyLarge() {
        ImageSet images = GeneratedImages.draw(300, 0);
        float[] filters = Whitening.filters(images, Normalisation.CIFAR10, 2);
        float[] table = Normalisation.CIFAR10.table();
        double[][] sums = new double[12][12];
        int patches = 0;
        for (int n = 0; n < images.size(); n++) {
            byte[] pixels = images.picture(n).pixels();
            for (int y = 0; y < 31; y++) {
                for (int x = 0; x < 31; x++) {
                    double[] outputs = outputs(filters, pixels, table, y, x);
                    for (int i = 0; i < 12; i++) {
                        for (int j = 0; j < 12; j++) {
                            sums[i][j] += outputs[i] * outputs[j];
                        }
                    }
                    patches++;
                }
            }
        }
        for (int i = 0; i < 12; i++) {
            for (int j = 0; j < 12; j++) {
                assertThat(sums[i][j] / patches).isCloseTo(i == j ? 1 : 0, within(0.05));
            }
        }
        IntStream.range(0, 144).forEach(i -> assertThat(filters[144 + i]).isEqualTo(-filters[i]));
    }

    private static double[] outputs(float[] filters, byte[] pixels, float[] table, int y, int x) {
        double[] outputs = new double[12];
        for (int f = 0; f < 12; f++) {
            for (int i = 0; i < 12; i++) {
                int c = i / 4;
                int at = (y + i / 2 % 2) * 32 + x + i % 2;
                outputs[f] += filters[f * 12 + i] * table[c * 256 + (pixels[at * 3 + c] & 0xff)];
            }
        }
        return outputs;
    }

    @Test
    void aConvolutionThatPassesOnGivesItsInputsFirst() {
        Conv2d convolution = Conv2d.builder()
                .setFilters(5)
                .setKernelShape(new Shape(3, 3))
                .optPadding(new Shape(1, 1))
                .optBias(false)
                .build();
        convolution.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 4, 4));
        FastTraining.passOn(convolution);
        NDArray input = manager.randomNormal(new Shape(2, 3, 4, 4));

        NDArray output = ForwardPass.inference(convolution, input); // (2, 5, 4, 4)

        assertThat(output.get(":, :3").toFloatArray()).containsExactly(input.toFloatArray());
        assertThat(output.get(":, 3:").abs().max().getFloat()).isPositive();
    }

    @Test
    void biasesOfBatchNormLearnFasterAndDecayAsMuch() {
        SequentialBlock network = network();
        List<ParameterGroup> groups = FastTraining.groups(network, config());

        assertThat(groups.get(0).learningRateScale()).isEqualTo(1);
        assertThat(groups.get(1).learningRateScale()).isEqualTo(64);
        assertThat(groups.get(1).weightDecay() * 64).isCloseTo(groups.get(0).weightDecay(), within(1e-9f));
        assertThat(FastTraining.groups(network, config(FastPart.FAST_BIASES, FastPart.MUON)))
                .extracting(ParameterGroup::learningRateScale)
                .containsExactly(1f, 1f);
    }

    @Test
    void filtersMoveByTheirOwnRateAndEveryParameterIsInOneGroup() {
        SequentialBlock network = network();
        Cifar10Config config = Cifar10Config.fast("cifar10");
        List<ParameterGroup> groups = FastTraining.groups(network, config);
        ParameterGroup filters = groups.get(2);

        assertThat(filters.parameters().values()).hasSize(7).allSatisfy(parameter -> assertThat(
                        parameter.getShape().dimension())
                .isEqualTo(4));
        assertThat(filters.weightDecay()).isZero();
        assertThat(config.learningRate() * filters.learningRateScale()).isCloseTo(0.1f, within(1e-6f));
        assertThat(groups.stream().flatMap(group -> group.parameters().keySet().stream()))
                .containsExactlyInAnyOrderElementsOf(network.getParameters().keys());
    }

    @Test
    void onlyTheFastRecipeHasPartsToLeaveOut() {
        Cifar10Options options = new Cifar10Options();
        options.without = List.of(FastPart.LOOKAHEAD);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.over(Cifar10Config.sample()))
                .withMessage("--without is [lookahead], but must be left away: only --recipe fast has such parts");
    }

    @Test
    void theWhiteningFiltersStayWhileTheOtherWeightsLearn() throws Exception {
        Cifar10Config config = config();
        Cifar10Data data = Cifar10Data.load(config);
        RunFolder run = RunFolder.create("cifar10", folder.resolve("run"));
        try (Stop stop = Stop.after(null)) {
            Cifar10Training.create(config, run).run(data, stop, Progress.SILENT);
        }
        float[] expected = Whitening.filters(data.train(), Normalisation.CIFAR10, FastNet.PATCH);
        try (Model best = Classifier.best(run)) {
            Block first = best.getBlock().getChildren().valueAt(0);
            assertThat(first.getDirectParameters().get("weight").getArray().toFloatArray())
                    .containsExactly(expected);
        }
        assertThat(History.read(run.metrics()).row(0).get("trainLoss")).isBetween(0.5, 3.0);
    }

    @Test
    void aStoppedRunEndsAsAnUninterruptedOne() throws Exception {
        Cifar10Options options = new Cifar10Options();
        options.training.epochs = 5; // the first bias stands still from epoch 3 on
        options.training.limit = 96;
        Cifar10Config config = options.over(config());
        Cifar10Data data = Cifar10Data.load(config);
        RunFolder whole = RunFolder.create("cifar10", folder.resolve("whole"));
        RunFolder parts = RunFolder.create("cifar10", folder.resolve("parts"));
        try (Stop stop = Stop.after(null)) {
            Cifar10Training.create(config, whole).run(data, stop, Progress.SILENT);
        }
        for (int session = 0; !Files.exists(parts.result()); session++) {
            try (Stop stop = Stop.after(null)) {
                Cifar10Training training =
                        session == 0 ? Cifar10Training.create(config, parts) : Cifar10Training.resume(parts);
                training.run(data, stop, new StopAfter(4, stop));
            }
        }
        assertThat(parts.best()).hasSameBinaryContentAs(whole.best());
    }

    @Test
    void theMeanOfSeveralLooksIsThatOfTheirLogits() {
        Evaluation a = new Evaluation(new float[][] {{0.5f, 0.5f}}, new int[] {0});
        Evaluation b = new Evaluation(new float[][] {{0.9f, 0.1f}}, new int[] {0});

        float[] mean = Evaluation.mean(List.of(a, b), 0.5, 0.5).probabilities()[0];

        // logits 0 and ln 9: their mean is ln 3
        assertThat(mean[0]).isCloseTo(0.75f, within(1e-6f));
        assertThat(mean[1]).isCloseTo(0.25f, within(1e-6f));
        assertThat(Arrays.equals(Evaluation.mean(List.of(b), 1).probabilities()[0], new float[] {0.9f, 0.1f}))
                .isTrue();
    }
}
