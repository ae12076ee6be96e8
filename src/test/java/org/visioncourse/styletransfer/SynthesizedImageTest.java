package org.visioncourse.styletransfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visioncourse.engine.FreshThread;
import org.visioncourse.engine.Torch;

class SynthesizedImageTest {

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private NDArray array(long stream) {
        return Small.PREPROCESSING.array(Small.picture(stream, 7, 5), manager);
    }

    @Test
    void theImageIsTheOneParameter() {
        SynthesizedImage image = SynthesizedImage.of(array(1), manager);

        assertThat(image.getParameters().keys()).containsExactly("image");
        assertThat(image.getParameters().get("image").getArray()).isSameAs(image.array());
        assertThat(image.array().getShape()).isEqualTo(new Shape(7, 5, 3));
        assertThat(image.array().hasGradient()).isTrue();
        assertThat(image.getOutputShapes(new Shape[0])).containsExactly(new Shape(1, 3, 7, 5));
    }

    @Test
    void thePictureHasTheValuesThatItStartedWith() {
        NDArray start = array(1);
        NDArray before = start.duplicate();
        SynthesizedImage image = SynthesizedImage.of(start, manager);

        assertThat(image.picture(manager).getShape()).isEqualTo(new Shape(1, 3, 7, 5));
        assertThat(image.picture(manager)).isEqualTo(before);
        assertThat(image.array()).isEqualTo(before.transpose(0, 2, 3, 1).squeeze(0));
        start.subi(start);
        assertThat(image.picture(manager)).isEqualTo(before); // it was copied
    }

    @Test
    void thePictureIsAViewChannelsLastInMemory() {
        SynthesizedImage image = SynthesizedImage.of(array(1), manager);
        NDArray picture = image.picture(manager).stopGradient();

        picture.transpose(0, 2, 3, 1).reshape(-1).addi(1);

        assertThat(image.picture(manager)).isEqualTo(array(1).add(1));
    }

    @Test
    void gradientsReachTheParameter() {
        assertGradients(SynthesizedImage.of(array(1), manager));
    }

    /** d/dx of the sum of x y is y. */
    private void assertGradients(SynthesizedImage image) {
        NDArray factors = array(2);
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            collector.backward(image.picture(scope).mul(factors).sum());
        }
        try (NDArray gradient = image.array().getGradient()) {
            assertThat(gradient).isEqualTo(factors.transpose(0, 2, 3, 1).squeeze(0));
        }
    }

    @Test
    void otherValuesGoIntoTheSameArray() {
        SynthesizedImage image = SynthesizedImage.of(array(1), manager);
        NDArray parameter = image.array();
        NDArray view = image.picture(manager);

        image.set(array(3));

        assertThat(image.array()).isSameAs(parameter);
        assertThat(view).isEqualTo(array(3));
        assertThat(parameter.hasGradient()).isTrue();
        assertGradients(image);
    }

    @Test
    void itsOwnValuesMayBePutInItsPlace() {
        SynthesizedImage image = SynthesizedImage.of(array(1), manager);

        image.set(image.picture(manager));

        assertThat(image.picture(manager)).isEqualTo(array(1));
    }

    /** Also where they are as many. */
    @ParameterizedTest
    @CsvSource({"1, 3, 5, 7", "1, 3, 7, 6", "2, 3, 7, 5", "1, 1, 7, 5", "1, 3, 35, 1"})
    void valuesOfAnotherShapeAreRefused(long n, long c, long h, long w) {
        SynthesizedImage image = SynthesizedImage.of(array(1), manager);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> image.set(manager.zeros(new Shape(n, c, h, w))))
                .withMessage("the image is of shape (1, 3, 7, 5), but was given " + new Shape(n, c, h, w));
        assertThat(image.picture(manager)).isEqualTo(array(1));
    }

    @Test
    void viewsBelongToTheManagerThatAskedForThem() {
        SynthesizedImage image = SynthesizedImage.of(array(1), manager);
        NDArray other = array(3);
        int before = manager.getManagedArrays().size();
        try (NDManager scope = manager.newSubManager()) {
            assertThat(image.picture(scope).getManager()).isSameAs(scope);
            image.set(other);
        }
        assertThat(manager.getManagedArrays()).hasSize(before);
        assertThat(image.picture(manager)).isEqualTo(other);
    }

    /** There nobody has set the grad mode. */
    @Test
    void aFreshThreadDoesTheSame() throws Exception {
        FreshThread.run(() -> {
            SynthesizedImage image = SynthesizedImage.of(array(1), manager);
            NDArray parameter = image.array();
            assertThat(image.picture(manager)).isEqualTo(array(1));
            assertGradients(image);

            image.set(array(3));

            assertThat(image.array()).isSameAs(parameter);
            assertThat(image.picture(manager)).isEqualTo(array(3));
        });
    }
}
