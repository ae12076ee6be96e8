package org.visioncourse.setup;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;
import ai.djl.util.Platform;
import ai.djl.util.cuda.CudaUtils;
import java.nio.file.Path;
import java.util.Locale;
import org.visioncourse.engine.Torch;

/** Loads DJL's PyTorch engine and finds out what it runs on. */
final class EngineFacts {
    private EngineFacts() {}

    /** DJL's name for system and processor, such as linux-x86_64. */
    static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String name = system.startsWith("win") ? "win" : system.startsWith("mac") ? "osx" : "linux";
        return name + "-" + System.getProperty("os.arch").replace("amd64", "x86_64");
    }

    static int gpus() {
        return CudaUtils.getGpuCount();
    }

    /** Loads the engine, which unpacks libtorch the first time; whatever goes wrong becomes a reason. */
    static Facts.Torch torch() {
        try {
            Engine engine = Torch.start();
            Path folder = Path.of(LibUtils.getLibtorchPath());
            String flavour = flavour(folder);
            return new Facts.Loaded(
                    Engine.getDjlVersion(),
                    engine.getVersion(),
                    flavour,
                    folder,
                    engine.defaultDevice().getDeviceType(),
                    deviceReason(flavour, gpus()),
                    JniUtils.getNumThreads(),
                    JniUtils.getNumInteropThreads());
        } catch (RuntimeException | LinkageError | AssertionError e) {
            return new Facts.Failed(isBundled(), reason(e));
        }
    }

    /** The kind of libtorch, as DJL writes it into the folder's name: cpu in {@code 2.7.1-cpu-linux-x86_64}. */
    static String flavour(Path folder) {
        String[] parts = folder.getFileName().toString().split("-");
        for (String part : parts) {
            if (part.equals("cpu") || part.matches("cu\\d+")) {
                return part;
            }
        }
        return "of its own folder";
    }

    static String deviceReason(String flavour, int gpus) {
        if (gpus == 0) {
            return "CUDA finds no GPU";
        }
        return flavour.startsWith("cu")
                ? "CUDA finds %d GPU".formatted(gpus)
                : "this libtorch is made for the processor";
    }

    /** The innermost cause, which is the one that helps. */
    static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString();
    }

    private static boolean isBundled() {
        try {
            return !Platform.detectPlatform("pytorch").isPlaceholder();
        } catch (RuntimeException | AssertionError e) {
            return false;
        }
    }
}
