package org.visioncourse.engine;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.JniUtils;

/** Starts DJL's PyTorch engine the way this course needs it: the threads once, and glibc told to keep freed memory. */
public final class Torch {

    private static final String NUM_THREADS = "ai.djl.pytorch.num_threads";

    private static volatile Engine engine;

    private Torch() {}

    /**
     * Starts the engine on the first call and does nothing on later ones.
     *
     * <p>libtorch takes as many threads as there are processors; {@code -Dai.djl.pytorch.num_threads=N} sets another
     * number. Also calls {@link Allocator#keepFreedBlocks()}, and asks MKL for products that are the same bits every time
     * (its {@code MKL_CBWR=AUTO}, unless the environment says otherwise).
     *
     * @return DJL's PyTorch engine
     * @throws EngineException if libtorch cannot be loaded on this machine
     */
    public static Engine start() {
        Engine started = engine;
        return started != null ? started : load();
    }

    /** Number of threads inside one operator. */
    public static int threads() {
        start();
        return JniUtils.getNumThreads();
    }

    /**
     * Seeds libtorch's random generator for one step, from the run's seed and the position in the run.
     *
     * <p>The generator's state cannot be saved through DJL. Seeding each step anew makes the draws of a step (dropout,
     * noise) the same in a run that was stopped and resumed.
     */
    public static void seed(long seed, long epoch, long step) {
        long mixed = SplitMix.value(SplitMix.value(SplitMix.value(seed, 0) + epoch, 0) + step, 0);
        start().setRandomSeed((int) (mixed ^ (mixed >>> 32)));
    }

    private static synchronized Engine load() {
        if (engine == null) {
            Allocator.keepFreedBlocks();
            MatrixProducts.alwaysInOneOrder();
            try {
                Engine loaded = Engine.getEngine("PyTorch");
                int processors = Runtime.getRuntime().availableProcessors();
                if (Integer.getInteger(NUM_THREADS) == null && JniUtils.getNumThreads() > processors) {
                    JniUtils.setNumThreads(processors);
                }
                engine = loaded;
            } catch (EngineException | LinkageError e) {
                throw new EngineException(
                        "PyTorch cannot be loaded on this machine; mvn compile exec:java@doctor says why", e);
            }
        }
        return engine;
    }
}
