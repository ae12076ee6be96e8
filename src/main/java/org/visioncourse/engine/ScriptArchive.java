package org.visioncourse.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The smallest archive that libtorch loads as a TorchScript module: source text and an instance without any tensor.
 *
 * <p>A zip file of stored entries, as {@code torch.jit.save} writes it: the format's version, an empty tuple of
 * constants, the instance as a pickle, and the class's source.
 */
final class ScriptArchive {

    private static final String CLASS_HEAD =
            """
            class M(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
            """;
    // protocol 2; an empty tuple; stop
    private static final byte[] NO_CONSTANTS = {(byte) 0x80, 2, ')', '.'};

    private ScriptArchive() {}

    /** The bytes of a module whose one method is the given source. */
    static byte[] of(String method) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, "m/version", "3\n".getBytes(StandardCharsets.US_ASCII));
            store(zip, "m/constants.pkl", NO_CONSTANTS);
            store(zip, "m/data.pkl", instance());
            String source = CLASS_HEAD + method.stripTrailing().indent(2);
            store(zip, "m/code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** A pickle of an M whose only attribute is training = True. */
    private static byte[] instance() throws IOException {
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        pickle.write(new byte[] {(byte) 0x80, 2}); // protocol 2
        pickle.write("c__torch__\nM\n".getBytes(StandardCharsets.US_ASCII)); // the class
        pickle.write(")\u0081}X".getBytes(StandardCharsets.ISO_8859_1)); // (), new object, {}, a string ...
        pickle.write(new byte[] {8, 0, 0, 0}); // ... of 8 bytes
        pickle.write("training".getBytes(StandardCharsets.US_ASCII));
        pickle.write("\u0088sb.".getBytes(StandardCharsets.ISO_8859_1)); // True, set item, build, stop
        return pickle.toByteArray();
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
