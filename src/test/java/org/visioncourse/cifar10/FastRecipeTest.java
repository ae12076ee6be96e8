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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.visioncourse.data.Augmentation;
import org.visioncourse.data.GeneratedImages;
import org.visioncourse.data.ImageSet;
import org.visioncourse.data.Normalisation;
import org.visioncourse.data.Picture;
import org.visioncourse.engine.ForwardPass;
import org.visioncourse.engine.InPlace;
import org.visioncourse.engine.ParameterGroup;
import org.visioncourse.engine.Torch;
import org.visioncourse.training.Evaluation;
import org.visioncourse.training.Lookahead;
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
        return Cifar10Config.fast(Cifar10Config.SAMPLE).quick().withoutParts(without);
    }

    /** The same with steps of a few pictures. */
    private static Cifar10Config small(int epochs, int pictures, int batchSize, FastPart... without) {
        Cifar10Options options = new Cifar10Options();
        options.training.epochs = epochs;
        options.training.limit = pictures;
        options.training.batchSize = batchSize;
        return options.over(config(without));
    }

    private RunFolder trained(String name, Cifar10Config config) throws Exception {
        RunFolder run = RunFolder.create("cifar10", folder.resolve(name));
        try (Stop stop = Stop.after(null)) {
            Cifar10Training.create(config, run).run(Cifar10Data.load(config), stop, Progress.SILENT);
        }
        return run;
    }

    /** Values of a parameter of the n-th convolution of a run's model. */
    private static float[] ofConvolution(RunFolder run, int n, String parameter) throws IOException {
        try (Model best = Classifier.best(run)) {
            return ofConvolution(best, n, parameter);
        }
    }

    private static float[] ofConvolution(Model model, int n, String parameter) {
        Block convolution = model.getBlock().getChildren().values().stream()
                .filter(Conv2d.class::isInstance)
                .toList()
                .get(n);
        return convolution.getDirectParameters().get(parameter).getArray().toFloatArray();
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
        assertThat(config.learningRate() * filters.learningRateScale()).isCloseTo(0.05f, within(1e-6f));
        assertThat(groups.stream().flatMap(group -> group.parameters().keySet().stream()))
                .containsExactlyInAnyOrderElementsOf(network.getParameters().keys());
    }

    @Test
    void scalesOfBatchNormLearnAtTheRateOfTheWeightsWhereTheyLearn() {
        SequentialBlock network = FastNet.network(10, true);
        network.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 32, 32));
        List<ParameterGroup> groups = FastTraining.groups(network, config(FastPart.FIXED_SCALE));

        assertThat(groups.get(0).learningRateScale()).isEqualTo(1);
        assertThat(groups.get(0).parameters().values())
                .filteredOn(parameter -> parameter.getType() == Parameter.Type.GAMMA && parameter.requiresGradient())
                .hasSize(6);
    }

    @Test
    void partsAreLeftOutOneAfterTheOther() {
        assertThat(config(FastPart.MUON)
                        .withoutParts(FastPart.LOOKAHEAD, FastPart.MUON)
                        .without())
                .containsExactly(FastPart.MUON, FastPart.LOOKAHEAD);
    }

    @Test
    void onlyTheFastRecipeHasPartsToLeaveOut() {
        Cifar10Options options = new Cifar10Options();
        options.without = List.of(FastPart.LOOKAHEAD);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.over(Cifar10Config.sample()))
                .withMessage("--without is [lookahead], but must be left out: only --recipe fast has such parts");
    }

    @Test
    void withoutWhiteningTheFirstFiltersLearnByMuonAsTheOthersDo() throws Exception {
        Cifar10Config config = small(1, 40, 8, FastPart.WHITENING, FastPart.LOOKAHEAD);
        float[] after = ofConvolution(trained("run", config), 0, "weight");
        float[] before;
        try (Model start =
                Classifier.create(config, Cifar10Data.load(config).train().classNames())) {
            before = ofConvolution(start, 0, "weight");
        }
        double cosine = dot(before, after) / Math.sqrt(dot(before, before) * dot(after, after));

        assertThat(cosine).isBetween(0.9, 0.99999);
        assertThat(dot(after, after)).isCloseTo(24, within(1.0)); // a norm of the root of 24, but for the last step
        SequentialBlock network = network();
        assertThat(FastTraining.groups(network, config).get(2).parameters())
                .containsValue(
                        network.getChildren().valueAt(0).getDirectParameters().get("weight"));
    }

    private static double dot(float[] a, float[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    @Test
    void theWhiteningFiltersStayWhileTheOtherWeightsLearn() throws Exception {
        Cifar10Config config = small(1, 40, 8);
        RunFolder run = trained("run", config);
        Cifar10Data data = Cifar10Data.load(config);

        assertThat(ofConvolution(run, 0, "weight"))
                .containsExactly(Whitening.filters(data.train(), Normalisation.CIFAR10, FastNet.PATCH));
        try (Model start = Classifier.create(config, data.train().classNames())) {
            assertThat(ofConvolution(run, 0, "bias")).isNotEqualTo(ofConvolution(start, 0, "bias"));
            assertThat(ofConvolution(run, 6, "weight")).isNotEqualTo(ofConvolution(start, 6, "weight"));
        }
    }

    /** Runs are the same to the bit where their options are, so that a switch that does nothing would be seen. */
    @Test
    void everyPartChangesTheTraining() throws Exception {
        RunFolder whole = trained("all", small(1, 40, 8));
        assertThat(trained("again", small(1, 40, 8)).best()).hasSameBinaryContentAs(whole.best());
        for (FastPart part : EnumSet.complementOf(EnumSet.of(FastPart.TEST_VIEWS))) {
            RunFolder run = trained(part.toString(), small(1, 40, 8, part));
            assertThat(Files.mismatch(run.best(), whole.best()))
                    .as(part.toString())
                    .isNotNegative();
        }
    }

    @Test
    void aStoppedRunEndsAsAnUninterruptedOneAndTheFirstBiasLearnsForThreeEpochs() throws Exception {
        Cifar10Config config = small(5, 96, 16); // six steps an epoch
        Cifar10Data data = Cifar10Data.load(config);
        RunFolder whole = trained("whole", config);
        RunFolder parts = RunFolder.create("cifar10", folder.resolve("parts"));
        List<float[]> biases = new ArrayList<>();
        for (int session = 0; !Files.exists(parts.result()); session++) {
            try (Stop stop = Stop.after(null)) {
                Cifar10Training training =
                        session == 0 ? Cifar10Training.create(config, parts) : Cifar10Training.resume(parts);
                training.run(data, stop, new StopAfter(9, stop));
            }
            biases.add(ofConvolution(parts, 0, "bias")); // the last whole epoch's
        }
        assertThat(parts.best()).hasSameBinaryContentAs(whole.best());
        assertThat(biases).hasSize(4); // after 9, 18, 27 and 30 steps
        assertThat(biases.get(0)).isNotEqualTo(biases.get(2));
        assertThat(biases.get(3)).isEqualTo(biases.get(2));
    }

    @Test
    void tooFewStepsAnEpochAreRefused() {
        Cifar10Config config = small(1, 90, 32);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cifar10Data.load(config).requireSteps(config))
                .withMessage(
                        "--batch-size is 32, but must be at most 18 for 90 training pictures, and better 4: the fast"
                                + " recipe wants many steps");
    }

    @Test
    void slowWeightsFollowCloselyAtFirstAndHoldBackInTheEnd() {
        SequentialBlock network = network();
        NDArray bias = network.getChildren()
                .valueAt(0)
                .getDirectParameters()
                .get("bias")
                .getArray();
        float[] zeros = bias.toFloatArray();
        try (Lookahead lookahead = FastTraining.lookahead(network, 20)) {
            for (int updates = 5; updates <= 10; updates += 5) {
                try (NDArray ones = bias.onesLike()) {
                    InPlace.copy(List.of(bias), List.of(ones));
                }
                lookahead.update(updates);
                // 0.95^5 (updates / 20)^3 of the slow weights stays, at first of zeros
                double kept = Math.pow(0.95, 5) * Math.pow(updates / 20.0, 3);
                double slow = updates == 5 ? 1 - kept : 1 - kept * Math.pow(0.95, 5) / 64;
                assertThat(bias.toFloatArray()[0]).isCloseTo((float) slow, within(1e-6f));
            }
        }
        assertThat(zeros).containsOnly(0);
    }

    @Test
    void sixLooksAreThePictureAndItsNeighboursAndAllOfThemMirrored() {
        ImageSet pictures = GeneratedImages.draw(6, 1);
        SequentialBlock network = network();
        double[][] logits = new double[6][10];
        for (int shift = -1; shift <= 1; shift++) {
            for (boolean mirrored : new boolean[] {false, true}) {
                Evaluation look = TestViews.ONE.evaluate(network, moved(pictures, shift, mirrored));
                for (int i = 0; i < 6; i++) {
                    for (int c = 0; c < 10; c++) {
                        logits[i][c] += (shift == 0 ? 0.25 : 0.125) * Math.log(look.probabilities()[i][c]);
                    }
                }
            }
        }
        Evaluation six = TestViews.SIX.evaluate(network, pictures);
        for (int i = 0; i < 6; i++) {
            double sum = Arrays.stream(logits[i]).map(Math::exp).sum();
            for (int c = 0; c < 10; c++) {
                assertThat(six.probabilities()[i][c]).isCloseTo((float) (Math.exp(logits[i][c]) / sum), within(1e-5f));
            }
        }
    }

    private static ImageSet moved(ImageSet pictures, int shift, boolean mirrored) {
        byte[] pixels = new byte[pictures.pixels().length];
        for (int i = 0; i < pictures.size(); i++) {
            Picture picture =
                    Augmentation.reflectShift(shift, shift).apply(pictures.picture(i), new SplittableRandom(0));
            byte[] moved = (mirrored ? picture.mirrored() : picture).pixels();
            System.arraycopy(moved, 0, pixels, i * moved.length, moved.length);
        }
        return new ImageSet(pixels, 32, 32, 3, pictures.labels(), pictures.classNames());
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
