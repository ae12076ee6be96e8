package org.visioncourse.setup;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A machine on which all is well, to be spoilt by tests in one place each. */
final class FactsForTests {
    static final long GIB = 1L << 30;
    static final Facts.Java JAVA = new Facts.Java(17, "17.0.1", "Some Vendor", Path.of("/java"));
    static final Facts.Machine MACHINE = new Facts.Machine(
            "Linux 6", "linux-x86_64", "A Processor", 4, Optional.of("2.36"), Optional.of(Set.of("avx2")), 0);
    static final Facts.Memory MEMORY = new Facts.Memory(2 * GIB, GIB, 16 * GIB, OptionalLong.of(8 * GIB));
    static final Facts.Loaded TORCH =
            new Facts.Loaded("0.35.1", "2.7.1", "cpu", Path.of("/natives"), "cpu", "CUDA finds no GPU", 4, 4);
    static final Facts.Cache CACHE =
            new Facts.Cache(Path.of("/cache"), Path.of("/cache/pytorch"), OptionalLong.of(400 << 20), true);
    static final Facts.Data DATA = new Facts.Data(Path.of("/data"), Map.of("photos", true));

    private FactsForTests() {}

    static Facts with(Facts.Java java) {
        return new Facts(java, MACHINE, MEMORY, Optional.empty(), TORCH, CACHE, DATA, false);
    }

    static Facts with(Facts.Machine machine) {
        return new Facts(JAVA, machine, MEMORY, Optional.empty(), TORCH, CACHE, DATA, false);
    }

    static Facts with(Facts.Memory memory) {
        return new Facts(JAVA, MACHINE, memory, Optional.empty(), TORCH, CACHE, DATA, false);
    }

    static Facts with(Facts.Torch torch, boolean offline) {
        return new Facts(JAVA, MACHINE, MEMORY, Optional.empty(), torch, CACHE, DATA, offline);
    }

    static Facts with(Facts.Cache cache) {
        return new Facts(JAVA, MACHINE, MEMORY, Optional.empty(), TORCH, cache, DATA, false);
    }

    static Facts with(Facts.Data data, boolean offline) {
        return new Facts(JAVA, MACHINE, MEMORY, Optional.empty(), TORCH, CACHE, data, offline);
    }

    static Facts withTextFault(String fault) {
        return new Facts(JAVA, MACHINE, MEMORY, Optional.of(fault), TORCH, CACHE, DATA, false);
    }
}
