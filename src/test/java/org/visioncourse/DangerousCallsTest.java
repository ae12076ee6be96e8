package org.visioncourse;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.basicmodelzoo.cv.classification.ResNetV1;
import ai.djl.modality.cv.transform.Normalize;
import ai.djl.modality.cv.transform.RandomFlipLeftRight;
import ai.djl.modality.cv.transform.RandomFlipTopBottom;
import ai.djl.modality.cv.util.NDImageUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;
import ai.djl.training.loss.L1Loss;
import ai.djl.training.loss.L2Loss;
import ai.djl.training.loss.Loss;
import ai.djl.training.loss.SigmoidBinaryCrossEntropyLoss;
import ai.djl.training.optimizer.Optimizer;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What DJL 0.35.1 gets silently wrong stays out of the course's own code. */
class DangerousCallsTest {
    private static final Set<String> FREED_OPERATIONS =
            Set.of("mul", "div", "pow", "maximum", "minimum", "muli", "divi", "powi");

    private static final ArchRule NUMBERS = never(
            "arithmetic with a Number",
            target -> (is(target, NDArray.class) || is(target, NDArrays.class))
                    && FREED_OPERATIONS.contains(target.getName())
                    && takesNumber(target)
                    && !isNumberOverArray(target),
            "backward reads the number's buffer after it was freed");

    private static final ArchRule NORMALIZE = never(
            "DJL's normalize",
            target -> is(target, NDImageUtils.class) && target.getName().equals("normalize")
                    || is(target, Normalize.class),
            "within a graph its constants are freed before backward");

    private static final ArchRule LOSSES = never(
            "DJL's L2 loss, weighted L1 loss or sigmoid loss",
            target -> is(target, L2Loss.class)
                    || is(target, Loss.class) && target.getName().equals("l2Loss")
                    || is(target, L1Loss.class) && parameters(target).size() == 2
                    || is(target, Loss.class)
                            && target.getName().equals("l1Loss")
                            && parameters(target).size() == 2
                    || is(target, SigmoidBinaryCrossEntropyLoss.class)
                    || is(target, Loss.class) && target.getName().equals("sigmoidBinaryCrossEntropyLoss"),
            "they multiply by a Number, whose buffer is freed before backward, or compute something else");

    private static final ArchRule ACTIVATIONS = never(
            "DJL's swish or mish",
            target -> is(target, Activation.class)
                    && Set.of("swish", "swishBlock", "mish", "mishBlock").contains(target.getName()),
            "swish multiplies by a Number, and mish takes the logarithm to base 2");

    private static final ArchRule FLIPS = never(
            "DJL's random flips",
            target -> is(target, RandomFlipLeftRight.class) || is(target, RandomFlipTopBottom.class),
            "they drop the flipped copy and hand the image back as it was");

    private static final ArchRule CLIPPING = never(
            "optClipGrad",
            target -> is(target, Optimizer.OptimizerBuilder.class)
                    && target.getName().equals("optClipGrad"),
            "it clips from above only");

    private static final ArchRule RESNET = never(
            "DJL's ResNetV1",
            target -> target.getOwner().getFullName().startsWith(ResNetV1.class.getName()),
            "with 18 or 34 layers it is another network than ResNet-18 or ResNet-34");

    private static final ArchRule BFLOAT16 = never(
            "DataType.BFLOAT16",
            target -> is(target, DataType.class) && target.getName().equals("BFLOAT16"),
            "such an NDArray ends the Java process");

    @ParameterizedTest
    @MethodSource
    void dangerousCallsStayOutOfMainCode(ArchRule rule) {
        rule.check(ArchitectureTest.MAIN);
    }

    static Stream<ArchRule> dangerousCallsStayOutOfMainCode() {
        return Stream.of(NUMBERS, NORMALIZE, LOSSES, ACTIVATIONS, FLIPS, CLIPPING, RESNET, BFLOAT16);
    }

    @Test
    void eachDangerousCallIsReported() {
        assertThat(reported(NUMBERS)).hasSize(6).allMatch(line -> line.contains("Dangerous.numbers"));
        assertThat(reported(NORMALIZE)).hasSize(2).allMatch(line -> line.contains("Dangerous.normalize"));
        assertThat(reported(LOSSES)).hasSize(4).allMatch(line -> line.contains("Dangerous.losses"));
        assertThat(reported(ACTIVATIONS)).hasSize(2).allMatch(line -> line.contains("Dangerous.activations"));
        assertThat(reported(FLIPS)).hasSize(2).allMatch(line -> line.contains("Dangerous.flips"));
        assertThat(reported(CLIPPING)).hasSize(1).allMatch(line -> line.contains("Dangerous.clipping"));
        assertThat(reported(RESNET)).hasSize(1).allMatch(line -> line.contains("Dangerous.resNet"));
        assertThat(reported(BFLOAT16)).hasSize(1).allMatch(line -> line.contains("Dangerous.bfloat16"));
    }

    private static List<String> reported(ArchRule rule) {
        JavaClasses dangerous = new ClassFileImporter().importClasses(Dangerous.class);
        return rule.evaluate(dangerous).getFailureReport().getDetails();
    }

    private static ArchRule never(String what, Predicate<AccessTarget> target, String because) {
        return noClasses()
                .should()
                .accessTargetWhere(describe(what, (JavaAccess<?> access) -> target.test(access.getTarget())))
                .because(because);
    }

    /** Whether the target belongs to the type or to one that extends it. */
    private static boolean is(AccessTarget target, Class<?> type) {
        return target.getOwner().isAssignableTo(type);
    }

    private static boolean takesNumber(AccessTarget target) {
        return parameters(target).contains(Number.class.getName());
    }

    /** NDArrays.div(number, array) makes an array of the number, which lives as long as it must. */
    private static boolean isNumberOverArray(AccessTarget target) {
        return target.getName().equals("div")
                && parameters(target).get(0).equals(Number.class.getName())
                && is(target, NDArrays.class);
    }

    private static List<String> parameters(AccessTarget target) {
        return target instanceof CodeUnitAccessTarget method
                ? HasName.Utils.namesOf(method.getRawParameterTypes())
                : List.of();
    }
}
