package org.visioncourse.setup;

import com.sun.jna.Function;
import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.OperatingSystemMXBean;
import java.awt.AWTError;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Finds out about Java and the computer. */
final class MachineFacts {
    private static final Set<String> FEATURES =
            Set.of("avx2", "avx512f", "avx512_bf16", "amx_bf16", "asimd", "sve", "bf16");

    private MachineFacts() {}

    static Facts.Java java() {
        return new Facts.Java(
                Runtime.version().feature(),
                System.getProperty("java.version"),
                System.getProperty("java.vendor"),
                Path.of(System.getProperty("java.home")));
    }

    static Facts.Machine machine() {
        List<String> cpuinfo = lines(Path.of("/proc/cpuinfo"));
        return new Facts.Machine(
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                EngineFacts.platform(),
                field(cpuinfo, "model name").orElse(System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors(),
                glibc(),
                features(cpuinfo),
                EngineFacts.gpus());
    }

    static Facts.Memory memory() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        HotSpotDiagnosticMXBean hotspot = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        long heap = Runtime.getRuntime().maxMemory();
        long direct = Long.parseLong(hotspot.getVMOption("MaxDirectMemorySize").getValue());
        long total = system.getTotalMemorySize();
        OptionalLong free = field(lines(Path.of("/proc/meminfo")), "MemAvailable")
                .map(value -> OptionalLong.of(Math.min(Long.parseLong(value.split(" ")[0]) << 10, total)))
                .orElse(OptionalLong.empty()); // elsewhere "free" leaves out what caches would give back
        return new Facts.Memory(heap, direct == 0 ? heap : direct, total, free);
    }

    /** Draws a letter: on a small system without fontconfig and a font this fails although the graphics are headless. */
    static Optional<String> textFault() {
        try {
            BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = image.createGraphics();
            graphics.setColor(Color.WHITE);
            graphics.drawString("M", 8, 24);
            graphics.dispose();
            int[] pixels = image.getRGB(0, 0, 32, 32, null, 0, 32);
            boolean drawn = Arrays.stream(pixels).anyMatch(pixel -> pixel != pixels[0]);
            return drawn ? Optional.empty() : Optional.of("the picture stays empty");
        } catch (RuntimeException | LinkageError | InternalError | AWTError e) {
            return Optional.of(EngineFacts.reason(e));
        }
    }

    /** The features that matter, out of /proc/cpuinfo's flags (x86) or Features (ARM). */
    static Optional<Set<String>> features(List<String> cpuinfo) {
        return field(cpuinfo, "flags").or(() -> field(cpuinfo, "Features")).map(flags -> {
            Set<String> features = new TreeSet<>(List.of(flags.split(" ")));
            features.retainAll(FEATURES);
            return features;
        });
    }

    /** The first value in lines of the form {@code name : value}. */
    static Optional<String> field(List<String> lines, String name) {
        return lines.stream()
                .map(line -> line.split(":", 2))
                .filter(parts -> parts.length == 2 && parts[0].strip().equals(name))
                .map(parts -> parts[1].strip())
                .findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Optional<String> glibc() {
        try {
            return Optional.of(Function.getFunction("c", "gnu_get_libc_version").invokeString(new Object[0], false));
        } catch (LinkageError e) {
            return Optional.empty();
        }
    }
}
