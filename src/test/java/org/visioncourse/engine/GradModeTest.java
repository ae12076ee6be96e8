package org.visioncourse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GradModeTest {

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private NDArray parameter;

    @BeforeEach
    void createParameter() {
        parameter = manager.create(new float[] {1, 2, 3});
        parameter.setRequiresGradient(true);
    }

    @Test
    void inAFreshThreadDjlBuildsAGraphUnasked() throws Exception {
        boolean recorded = FreshThread.call(() -> Gradients.areRecordedFor(parameter.square()));

        assertThat(recorded).as("DJL's fault").isTrue();
    }

    @Test
    void offInAFreshThreadBuildsNoGraph() throws Exception {
        boolean recorded = FreshThread.call(() -> {
            try (GradMode off = GradMode.off()) {
                return Gradients.areRecordedFor(parameter.square());
            }
        });

        assertThat(recorded).isFalse();
    }

    @Test
    void onBuildsAGraphWhereItWasOff() {
        try (GradMode off = GradMode.off();
                GradMode on = GradMode.on()) {
            assertThat(Gradients.areRecordedFor(parameter.square())).isTrue();
        }
    }

    @Test
    void modesNestAndAreRestored() throws Exception {
        FreshThread.run(() -> {
            boolean before = JniUtils.isGradMode();
            try (GradMode off = GradMode.off()) {
                try (GradMode on = GradMode.on()) {
                    assertThat(JniUtils.isGradMode()).isTrue();
                    try (GradMode offAgain = GradMode.off()) {
                        assertThat(JniUtils.isGradMode()).isFalse();
                    }
                    assertThat(JniUtils.isGradMode()).isTrue();
                }
                assertThat(JniUtils.isGradMode()).isFalse();
            }
            assertThat(JniUtils.isGradMode()).isEqualTo(before);
        });
    }

    @Test
    void theModeIsRestoredWhenTheBodyThrows() throws Exception {
        FreshThread.run(() -> {
            assertThatThrownBy(() -> {
                        try (GradMode off = GradMode.off()) {
                            throw new IllegalStateException("body");
                        }
                    })
                    .hasMessage("body");
            assertThat(JniUtils.isGradMode()).isTrue();
        });
    }

    @Test
    void oneThreadsModeLeavesAnotherAlone() throws Exception {
        try (GradMode off = GradMode.off()) {
            assertThat(FreshThread.<Boolean>call(JniUtils::isGradMode)).isTrue();
        }
    }

    @Test
    void inAFreshThreadAnUpdateOfAParameterThrowsUnlessTheModeIsOff() throws Exception {
        FreshThread.run(() -> {
            assertThatThrownBy(() -> parameter.addi(1))
                    .as("DJL's fault")
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("in-place");
            try (GradMode off = GradMode.off()) {
                parameter.addi(1);
            }
        });

        assertThat(parameter.toFloatArray()).containsExactly(2, 3, 4);
        assertThat(parameter.hasGradient()).isTrue();
    }
}
