package org.visioncourse.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.nn.SequentialBlock;
import java.util.List;

/** What the golden files of the networks hold, as the scripts in {@code src/test/python} write them. */
public final class Golden {

    /** The norm of a tensor and its values at the places floor(u * size), u = unit(0, 0, 0...). */
    public record Probe(String name, double norm, double[] samples) {

        /** Each sample may be off by {@code tolerance} times its own size plus the root mean square of the tensor. */
        public void assertMatches(String what, float[] actual, double tolerance) {
            double squares = 0;
            for (float value : actual) {
                squares += (double) value * value;
            }
            assertThat(Math.sqrt(squares)).as("norm of %s", what).isCloseTo(norm, within(tolerance * norm));
            for (int j = 0; j < samples.length; j++) {
                int place = (int) (DeterministicValues.unit(0, 0, j) * actual.length);
                double scale = Math.abs(samples[j]) + norm / Math.sqrt(actual.length);
                assertThat((double) actual[place])
                        .as("element %d of %s", place, what)
                        .isCloseTo(samples[j], within(tolerance * scale));
            }
        }
    }

    /** What one forward and backward pass gives; running statistics only in training mode. */
    record Pass(
            float[] logits, double loss, Probe inputGradient, List<Probe> gradients, List<Probe> runningStatistics) {}

    /** A network and its two passes. */
    record Network(
            String network,
            ResNet.Stem stem,
            long seed,
            int batch,
            int side,
            int classes,
            Pass training,
            Pass evaluation) {

        SequentialBlock build() {
            return switch (network) {
                case "resnet18" -> ResNet.resnet18(stem, classes);
                case "resnet34" -> ResNet.resnet34(stem, classes);
                case "resnet50" -> ResNet.resnet50(stem, classes);
                default -> throw new IllegalArgumentException("unknown network " + network);
            };
        }
    }

    private Golden() {}
}
