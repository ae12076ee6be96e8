package org.visioncourse.training;

import ai.djl.engine.Engine;
import org.visioncourse.engine.Torch;

/**
 * What a run ran on, for config.json: figures of speed mean nothing without it.
 *
 * @param java version of the Java machine
 * @param os operating system and processor
 * @param djl version of DJL
 * @param libtorch version of libtorch
 * @param processors processors of the machine
 * @param threads libtorch's threads inside an operator
 */
public record Environment(String java, String os, String djl, String libtorch, int processors, int threads) {

    /** This process's. */
    public static Environment current() {
        Engine engine = Torch.start();
        return new Environment(
                System.getProperty("java.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Engine.getDjlVersion(),
                engine.getVersion(),
                Runtime.getRuntime().availableProcessors(),
                Torch.threads());
    }
}
