package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.visioncourse.engine.Gradients;
import org.visioncourse.engine.Torch;

class DetectionLossTest {

    private static final double RELATIVE_ERROR = 1e-6;
    private static final int ANCHORS = 6;
    private static final int COLUMNS = 3;
    private static final long[] CLASSES = {0, 2, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0};

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private final Random random = new Random(1);

    private NDArray normal(double spread, long... shape) {
        Shape of = new Shape(shape);
        return manager.create(
                random.doubles(of.size()).map(u -> spread * (2 * u - 1)).toArray(), of);
    }

    /** Classes, offsets and mask of two pictures. */
    private NDList labels() {
        double[] mask = new double[4 * CLASSES.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = CLASSES[i / 4] == 0 ? 0 : 1;
        }
        NDArray maskArray = manager.create(mask, new Shape(2, 4 * ANCHORS));
        return new NDList(
                manager.create(CLASSES, new Shape(2, ANCHORS)),
                normal(2, 2, 4 * ANCHORS).mul(maskArray),
                maskArray);
    }

    private NDList predictions() {
        return new NDList(normal(2, 2, ANCHORS, COLUMNS), normal(2, 2, 4 * ANCHORS));
    }

    /** Golden: smooth_l1_and_focal. */
    @ParameterizedTest
    @ValueSource(strings = {"10", "1", "0.5"})
    void smoothL1IsD2ls(String sigma) {
        double[] x = Golden.numbers("smooth_l1_and_focal/inputs/x");
        NDArray loss =
                BoxLoss.smoothL1(Double.parseDouble(sigma)).of(manager.create(x), manager.create(new double[x.length]));

        assertThat(loss.toDoubleArray())
                .containsExactly(
                        Golden.numbers("smooth_l1_and_focal/recomputed/smooth_l1_sigma_" + sigma), within(1e-12));
    }

    /** Golden: smooth_l1_and_focal; of two classes with logits ln p and ln (1 - p) the first has the probability p. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5})
    void focalLossIsD2ls(int gamma) {
        double[] p = Golden.numbers("smooth_l1_and_focal/recomputed/focal_p");
        double[] logits = new double[2 * p.length];
        for (int i = 0; i < p.length; i++) {
            logits[2 * i] = Math.log(p[i]);
            logits[2 * i + 1] = Math.log(1 - p[i]);
        }
        double[] expected = Golden.numbers("smooth_l1_and_focal/recomputed/focal_gamma_" + gamma);

        NDArray loss = ClassLoss.focal(gamma)
                .of(
                        manager.create(logits, new Shape(1, p.length, 2)),
                        manager.zeros(new Shape(1, p.length), DataType.INT64));

        assertThat(loss.getShape()).isEqualTo(new Shape(1, p.length));
        for (int i = 0; i < p.length; i++) {
            assertThat(loss.toDoubleArray()[i]).isCloseTo(expected[i], within(1e-9 * expected[i]));
        }
    }

    @Test
    void focalLossWithoutFocusIsCrossEntropy() {
        NDArray logits = normal(3, 2, ANCHORS, COLUMNS);
        NDArray classes = labels().get(0);

        assertThat(ClassLoss.focal(0).of(logits, classes).toDoubleArray())
                .containsExactly(ClassLoss.CROSS_ENTROPY.of(logits, classes).toDoubleArray(), within(1e-12));
    }

    @Test
    void crossEntropyOfEqualLogitsIsTheLogarithmOfTheNumberOfClasses() {
        NDArray loss = ClassLoss.CROSS_ENTROPY.of(manager.zeros(new Shape(2, ANCHORS, COLUMNS)), labels().get(0));

        assertThat(loss.getShape()).isEqualTo(new Shape(2, ANCHORS));
        assertThat(loss.toFloatArray()).containsOnly((float) Math.log(COLUMNS));
    }

    static Stream<ClassLoss> classLosses() {
        return Stream.of(ClassLoss.CROSS_ENTROPY, ClassLoss.focal(0.5), ClassLoss.focal(1), ClassLoss.focal(2));
    }

    @ParameterizedTest
    @MethodSource("classLosses")
    void gradientsOfClassLossesAreRight(ClassLoss loss) {
        NDArray classes = labels().get(0);

        Gradients.assertRight(x -> loss.of(x, classes), normal(3, 2, ANCHORS, COLUMNS), RELATIVE_ERROR);
    }

    static Stream<BoxLoss> boxLosses() {
        return Stream.of(BoxLoss.L1, BoxLoss.smoothL1(1), BoxLoss.smoothL1(0.5), BoxLoss.smoothL1(1000));
    }

    @ParameterizedTest
    @MethodSource("boxLosses")
    void gradientsOfBoxLossesAreRight(BoxLoss loss) {
        NDArray truth = normal(1, 2, 8);

        Gradients.assertRight(x -> loss.of(x, truth), normal(3, 2, 8), RELATIVE_ERROR);
    }

    /** Of both ways to sum up, with losses that have no kink. */
    static Stream<DetectionLoss> detectionLosses() {
        return Stream.of(
                DetectionLoss.overAllAnchors(ClassLoss.CROSS_ENTROPY, BoxLoss.smoothL1(1)),
                DetectionLoss.overAllAnchors(ClassLoss.focal(2), BoxLoss.smoothL1(0.5)),
                DetectionLoss.withHardNegatives(ClassLoss.CROSS_ENTROPY, BoxLoss.smoothL1(1), 1));
    }

    @ParameterizedTest
    @MethodSource("detectionLosses")
    void gradientsReachLogitsAndOffsets(DetectionLoss loss) {
        NDList labels = labels();
        NDList predictions = predictions();

        Gradients.assertRight(
                x -> loss.evaluate(labels, new NDList(x, predictions.get(1))), predictions.get(0), RELATIVE_ERROR);
        Gradients.assertRight(
                x -> loss.evaluate(labels, new NDList(predictions.get(0), x)), predictions.get(1), RELATIVE_ERROR);
    }

    @Test
    void d2lsLossIsTheMeanOverAllAnchorsAndAllMaskedOffsets() {
        NDList labels = labels();
        NDList predictions = predictions();
        double expected = 0;
        double[] logits = predictions.get(0).toDoubleArray();
        for (int i = 0; i < CLASSES.length; i++) {
            double sum = 0;
            for (int c = 0; c < COLUMNS; c++) {
                sum += Math.exp(logits[COLUMNS * i + c]);
            }
            expected += (Math.log(sum) - logits[COLUMNS * i + (int) CLASSES[i]]) / CLASSES.length;
            for (int k = 4 * i; k < 4 * i + 4; k++) {
                double difference =
                        predictions.get(1).toDoubleArray()[k] - labels.get(1).toDoubleArray()[k];
                expected += CLASSES[i] == 0 ? 0 : Math.abs(difference) / (4 * CLASSES.length);
            }
        }

        NDArray loss = DetectionLoss.overAllAnchors(ClassLoss.CROSS_ENTROPY, BoxLoss.L1)
                .evaluate(labels, predictions);

        assertThat(loss.getShape()).isEqualTo(new Shape());
        assertThat(loss.getDouble()).isCloseTo(expected, within(1e-12));
    }

    /** Two positives in the first picture and one in the second, so with ratio 1 three of nine negatives. */
    @Test
    void minedLossIsTheSumOverPositivesAndHardNegativesForEachPositive() {
        NDList labels = labels();
        NDList predictions = predictions();
        NDArray classLosses = ClassLoss.CROSS_ENTROPY.of(predictions.get(0), labels.get(0));
        double[] losses = classLosses.toDoubleArray();
        double expected = losses[1] + losses[4] + losses[9];
        expected += largest(losses, List.of(0, 2, 3, 5), 2) + largest(losses, List.of(6, 7, 8, 10, 11), 1);
        expected += BoxLoss.L1
                .of(predictions.get(1), labels.get(1))
                .mul(labels.get(2))
                .sum()
                .getDouble();

        NDArray loss = DetectionLoss.withHardNegatives(ClassLoss.CROSS_ENTROPY, BoxLoss.L1, 1)
                .evaluate(labels, predictions);

        assertThat(loss.getShape()).isEqualTo(new Shape());
        assertThat(loss.getDouble()).isCloseTo(expected / 3, within(1e-6));
    }

    private static double largest(double[] values, List<Integer> of, int count) {
        return of.stream()
                .map(i -> values[i])
                .sorted((a, b) -> Double.compare(b, a))
                .limit(count)
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    @Test
    void aBatchOfBackgroundAloneCostsNothingWhereNegativesAreMined() {
        NDList labels = new AnchorLabeller(new RandomBoxes(1).boxes(ANCHORS))
                .label(manager, List.of(new Truths(Boxes.of(List.of()), new int[0])));
        NDList predictions =
                new NDList(manager.ones(new Shape(1, ANCHORS, COLUMNS)), manager.ones(new Shape(1, 4 * ANCHORS)));

        assertThat(DetectionLoss.withHardNegatives(ClassLoss.CROSS_ENTROPY, BoxLoss.L1, 3)
                        .evaluate(labels, predictions)
                        .getFloat())
                .isZero();
        assertThat(DetectionLoss.overAllAnchors(ClassLoss.CROSS_ENTROPY, BoxLoss.L1)
                        .evaluate(labels, predictions)
                        .getFloat())
                .isCloseTo((float) Math.log(COLUMNS), within(1e-6f));
    }

    /** Where p is 1 to the last bit, a power below 1 has an infinite derivative. */
    @Test
    void focalLossOfACertainAnswerHasNoGradient() {
        NDArray certain = manager.create(new double[] {1000, 0}, new Shape(1, 1, 2));
        NDArray classes = manager.create(new long[] {0}, new Shape(1, 1));

        Gradients.assertRight(x -> ClassLoss.focal(0.5).of(x, classes), certain, RELATIVE_ERROR);
    }

    @Test
    void parametersOutOfRangeAreNamed() {
        assertThatThrownBy(() -> ClassLoss.focal(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("gamma is -1.0, but must be 0 or more");
        assertThatThrownBy(() -> BoxLoss.smoothL1(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sigma is 0.0, but must be above 0");
    }
}
