package org.visioncourse.engine;

import ai.djl.pytorch.jni.JniUtils;

/**
 * Sets whether this thread records operations for a backward pass, until closed.
 *
 * <p>In DJL the grad mode belongs to a thread and is off only in the one that loaded the engine: elsewhere inference
 * builds graphs that nobody frees, and an in-place update of a parameter throws. Every public entry of the course
 * therefore opens the mode that it needs:
 *
 * <pre>{@code
 * try (GradMode off = GradMode.off()) {
 *     logits = predictor.forward(images);
 * }
 * }</pre>
 *
 * <p>Close it in the thread that opened it.
 */
public final class GradMode implements AutoCloseable {

    private final boolean before;

    private GradMode(boolean enabled) {
        Torch.start();
        before = JniUtils.isGradMode();
        JniUtils.setGradMode(enabled);
    }

    /** Operations are recorded; a {@code GradientCollector} does the same by itself. */
    public static GradMode on() {
        return new GradMode(true);
    }

    /** Operations are not recorded: for inference, evaluation and updates of parameters. */
    public static GradMode off() {
        return new GradMode(false);
    }

    @Override
    public void close() {
        JniUtils.setGradMode(before);
    }
}
