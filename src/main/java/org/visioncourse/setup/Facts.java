package org.visioncourse.setup;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the doctor finds out, without any judgement.
 *
 * @param textFault why Java cannot draw text (charts need it), or empty if it can
 * @param offline whether DJL has been told not to download
 */
record Facts(
        Java java,
        Machine machine,
        Memory memory,
        Optional<String> textFault,
        Torch torch,
        Cache cache,
        Data data,
        boolean offline) {

    /** The Java runtime; {@code feature} is 17 for 17.0.15. */
    record Java(int feature, String version, String vendor, Path home) {}

    /**
     * The computer.
     *
     * @param platform DJL's name for system and processor, such as linux-x86_64
     * @param glibc its version, or empty where the C library is another one
     * @param features those of the processor's vector instructions that matter to libtorch, or empty where they are not known
     * @param gpus the number that CUDA sees
     */
    record Machine(
            String system,
            String platform,
            String processor,
            int processors,
            Optional<String> glibc,
            Optional<Set<String>> features,
            int gpus) {}

    /** Bytes: the limits of this process, and the computer's memory. */
    record Memory(long heapMax, long directMax, long physicalTotal, OptionalLong physicalFree) {}

    /** Whether libtorch runs. */
    sealed interface Torch {}

    /**
     * It does.
     *
     * @param flavour cpu, or cu128 and the like
     * @param folder where its libraries are
     * @param reason why it runs on this device and no other
     */
    record Loaded(
            String djl,
            String libtorch,
            String flavour,
            Path folder,
            String device,
            String reason,
            int intraOpThreads,
            int interOpThreads)
            implements Torch {}

    /**
     * It does not.
     *
     * @param bundled whether a libtorch for this platform is among the dependencies
     */
    record Failed(boolean bundled, String reason) implements Torch {}

    /** DJL's folder for downloads, and the one where libtorch is unpacked with its size in bytes if it can be read. */
    record Cache(Path downloads, Path natives, OptionalLong nativeBytes, boolean writable) {}

    /** The folder of the data sets, and for each set that the course knows whether it is there. */
    record Data(Path folder, Map<String, Boolean> sets) {}
}
