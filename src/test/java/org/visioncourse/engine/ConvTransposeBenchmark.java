package org.visioncourse.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Forward and backward pass of DCGAN's third layer: 256 channels of 8x8 become 128 of 16x16 by a kernel of 4x4. The block,
 * ATen's operator called barely, and what DJL's own operators can do: a convolution of the input with zeros between its
 * pixels. The block is to be as fast as ATen's call.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 15)
@Fork(1)
public class ConvTransposeBenchmark {

    private static final int CHANNELS = 256;
    private static final int FILTERS = 128;
    private static final int SIDE = 8;
    private static final TorchScript BARE = TorchScript.function(
            """
            def forward(self, x: Tensor, w: Tensor) -> Tensor:
              return torch.conv_transpose2d(x, w, None, [2, 2], [1, 1], [0, 0], 1, [1, 1])
            """);

    @Param("64")
    public int batch;

    @Param({"false", "true"})
    public boolean channelsLast;

    @Param({"FP32", "BF16"})
    public Precision precision;

    private NDManager manager;
    private ConvTranspose2d layer;
    private NDArray x;
    private NDArray weight;
    private NDArray gradient;

    /** Makes the layer, its input, and the gradient that comes from the layer behind it. */
    @Setup
    public void prepare() {
        manager = Torch.start().newBaseManager();
        x = input(CHANNELS, SIDE);
        gradient = input(FILTERS, 2 * SIDE);
        layer = ConvTranspose2d.builder()
                .setKernelShape(new Shape(4, 4))
                .setFilters(FILTERS)
                .optStride(new Shape(2, 2))
                .optPadding(new Shape(1, 1))
                .optBias(false)
                .build();
        layer.initialize(manager, DataType.FLOAT32, x.getShape());
        weight = layer.getDirectParameters().get("weight").getArray();
        x.setRequiresGradient(true);
        weight.setRequiresGradient(true);
    }

    private NDArray input(int channels, int side) {
        NDArray array = manager.randomNormal(new Shape(batch, channels, side, side));
        return channelsLast ? MemoryLayout.channelsLast(array) : array;
    }

    /** The course's block. */
    @Benchmark
    public void block() {
        run(() -> layer.forward(new ParameterStore(manager, false), new NDList(x), true)
                .singletonOrThrow());
    }

    /** The operator that it stands on. */
    @Benchmark
    public void bare() {
        run(() -> BARE.apply(x, weight));
    }

    /** The same by DJL's operators alone. */
    @Benchmark
    public void zeroInsertion() {
        run(() -> {
            NDArray zeros = x.getManager().zeros(new Shape(batch, CHANNELS, SIDE, SIDE));
            NDArray rows = NDArrays.stack(new NDList(x, zeros), 4); // (N, C, H, W, 2)
            NDArray wide = rows.reshape(batch, CHANNELS, SIDE, 2 * SIDE); // (N, C, H, 2 W)
            NDArray gaps = NDArrays.stack(new NDList(wide, wide.zerosLike()), 3); // (N, C, H, 2, 2 W)
            NDArray sparse = gaps.reshape(batch, CHANNELS, 2 * SIDE, 2 * SIDE).get(":, :, :-1, :-1");
            NDArray filters = weight.flip(2, 3).transpose(1, 0, 2, 3); // (filters, C, 4, 4)
            return Conv2d.conv2d(sparse, filters, null, new Shape(1, 1), new Shape(2, 2))
                    .singletonOrThrow();
        });
    }

    private void run(Supplier<NDArray> forward) {
        try (GradMode on = GradMode.on();
                NDManager step = manager.newSubManager()) {
            x.tempAttach(step); // and with it all that comes of it
            weight.tempAttach(step);
            NDArray y;
            try (Precision.Scope scope = precision.use()) {
                y = forward.get();
            }
            JniUtils.backward((PtNDArray) Precision.single(y), (PtNDArray) gradient, false, false);
        }
        JniUtils.zeroGrad((PtNDArray) x);
        JniUtils.zeroGrad((PtNDArray) weight);
    }

    @TearDown
    public void close() {
        manager.close();
    }
}
