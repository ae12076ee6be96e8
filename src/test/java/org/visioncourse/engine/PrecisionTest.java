package org.visioncourse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrecisionTest {

    // 1 + 2^-9 is 1 in bfloat16, whose mantissa has 7 bits
    private static final float FINE = 1 + 1f / 512;

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private NDArray x;
    private NDArray w;

    @BeforeEach
    void arrays() {
        x = manager.full(new Shape(4, 32), FINE);
        w = manager.full(new Shape(32, 32), 1f);
    }

    private float product() {
        try (GradMode off = GradMode.off()) {
            return Precision.single(x.matMul(w)).getFloat(0, 0);
        }
    }

    @Test
    void fp32RoundsNothing() {
        try (Precision.Scope scope = Precision.FP32.use()) {
            assertThat(product()).isEqualTo(32 * FINE);
        }
    }

    @Test
    void bf16RoundsTheFactorsUntilClosed() {
        assumeTrue(Autocast.isFast());
        try (Precision.Scope scope = Precision.BF16.use()) {
            assertThat(product()).isEqualTo(32);
            try (Precision.Scope inner = Precision.FP32.use()) {
                assertThat(product()).isEqualTo(32 * FINE);
            }
            assertThat(product()).isEqualTo(32);
        }
        assertThat(product()).isEqualTo(32 * FINE);
    }

    @Test
    void itHoldsForThisThreadAlone() {
        assumeTrue(Autocast.isFast());
        try (Precision.Scope scope = Precision.BF16.use()) {
            assertThat(CompletableFuture.supplyAsync(this::product).join()).isEqualTo(32 * FINE);
        }
    }

    /** The weights change between two passes: no cast of theirs may be kept. */
    @Test
    void aPassSeesTheWeightsAsTheyAre() {
        assumeTrue(Autocast.isFast());
        w.setRequiresGradient(true);
        for (int i = 1; i <= 3; i++) {
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector();
                    Precision.Scope scope = Precision.BF16.use()) {
                assertThat(Precision.single(x.matMul(w)).getFloat(0, 0)).isEqualTo(32f * i);
            }
            try (NDArray one = manager.ones(w.getShape())) {
                try (GradMode off = GradMode.off()) {
                    w.addi(one);
                }
            }
        }
    }

    @Test
    void gradientsAreFloat32AndNearlyThoseOfFloat32() {
        assumeTrue(Autocast.isFast());
        x = manager.randomNormal(new Shape(4, 32));
        NDArray exact = gradient(Precision.FP32);
        NDArray rounded = gradient(Precision.BF16);
        assertThat(rounded.getDataType()).isEqualTo(DataType.FLOAT32);
        assertThat(rounded).isNotEqualTo(exact);
        double error = rounded.sub(exact).norm().getFloat() / exact.norm().getFloat();
        assertThat(error).isCloseTo(0, within(0.01));
    }

    private NDArray gradient(Precision precision) {
        try (NDArray weight = w.duplicate()) {
            weight.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                NDArray loss;
                try (Precision.Scope scope = precision.use()) {
                    loss = Precision.single(x.matMul(weight)).square().sum();
                }
                collector.backward(loss);
            }
            return weight.getGradient();
        }
    }
}
