package org.visioncourse;

import ai.djl.basicmodelzoo.cv.classification.ResNetV1;
import ai.djl.modality.cv.transform.Normalize;
import ai.djl.modality.cv.transform.RandomFlipLeftRight;
import ai.djl.modality.cv.transform.RandomFlipTopBottom;
import ai.djl.modality.cv.util.NDImageUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;
import ai.djl.training.loss.L2Loss;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import java.util.List;
import java.util.function.BiFunction;

/** A call of every kind that {@link DangerousCallsTest} keeps out of main code, and some harmless ones. It is never run. */
final class Dangerous {
    private Dangerous() {}

    static Object numbers(NDArray x) {
        BiFunction<NDArray, Number, NDArray> reference = NDArray::minimum;
        return List.of(x.mul(2), x.divi(3f), x.pow(2).maximum(0), NDArrays.mul(2, x), reference);
    }

    static Object harmless(NDArray x) {
        return List.of(
                x.mul(x), x.add(2), x.sub(1f), NDArrays.div(1, x), x.clip(0, 1), Loss.l1Loss(), Activation.relu(x));
    }

    static Object normalize(NDArray x) {
        return List.of(NDImageUtils.normalize(x, 0.5f, 0.5f), new Normalize(new float[3], new float[3]));
    }

    static Object losses() {
        return List.of(Loss.l2Loss(), new L2Loss(), Loss.l1Loss("L1", 2), Loss.sigmoidBinaryCrossEntropyLoss());
    }

    static Object activations(NDArray x) {
        return List.of(Activation.swish(x, 1), Activation.mishBlock());
    }

    static Object flips() {
        return List.of(new RandomFlipLeftRight(), new RandomFlipTopBottom());
    }

    static Object clipping() {
        return Optimizer.sgd().optClipGrad(1);
    }

    static Object resNet() {
        return ResNetV1.builder();
    }

    static Object bfloat16() {
        return DataType.BFLOAT16;
    }
}
