package org.visioncourse.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files made to be read as something else, or to fill the memory. */
class HostileTensorFileTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final ZipArchiveOutputStream zip = new ZipArchiveOutputStream(written);

    private void add(String name, byte[] content) throws IOException {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putArchiveEntry(entry);
        zip.write(content);
        zip.closeArchiveEntry();
    }

    private void refused(String reason) throws IOException {
        zip.finish();
        refused(written.toByteArray(), reason);
    }

    /** By one error in one short line of plain characters, that names the file. */
    private void refused(byte[] bytes, String reason) throws IOException {
        Path file = Files.write(folder.resolve("hostile.pth"), bytes);
        assertThatThrownBy(() -> TensorFile.open(file).close())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(reason)
                .message()
                .matches("[\\x20-\\x7e]{1,600}");
    }

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String number(long value) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
        return "\u008a\b" + new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** A state_dict with one tensor over a storage of four numbers. */
    private static byte[] tensor(String name, long offset, String shape, String strides) {
        StringBuilder pickle = new StringBuilder("\u0080\2}U")
                .append((char) name.length())
                .append(name)
                .append("ctorch._utils\n_rebuild_tensor_v2\n((U\7storagectorch\nFloatStorage\nU\1")
                .append("0U\3cpuK\4tQ")
                .append(number(offset));
        for (String numbers : new String[] {shape, strides}) {
            pickle.append('(');
            for (String value : numbers.split(" ")) {
                pickle.append(number(Long.decode(value)));
            }
            pickle.append('t');
        }
        return bytes(pickle.append("\u0089}tRs.").toString());
    }

    private void addWeights(byte[] pickle) throws IOException {
        add("archive/data.pkl", pickle);
        add("archive/data/0", new byte[16]);
    }

    @Test
    void aFileWithoutFaultsIsRead() throws Exception {
        addWeights(tensor("w", 1, "3", "1"));
        zip.finish();
        Path file = Files.write(folder.resolve("honest.pth"), written.toByteArray());
        try (TensorFile weights = TensorFile.open(file)) {
            assertThat(weights.tensors().get("w").floats()).containsExactly(0, 0, 0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0x100000000 0x100000000, 0 0", // the product of the lengths is 0 in 64 bits
        "0, 0x4000000000000000 4, 0 0",
        "0, 2 2, 0x7fffffffffffffff 0x7fffffffffffffff",
        "0x7fffffffffffffff, 2, 1",
        "3, 4, -1", // backwards
        "-1, 1, 1",
        "0, -1, 1",
        "0, -2 -2, 1 1",
        "0, 0x40000000, 0", // one number repeated
        "0, 2 2, 1"
    })
    void aTensorThatIsNotWithinItsNumbersIsRefused(String offset, String shape, String strides) throws Exception {
        addWeights(tensor("w", Long.decode(offset), shape, strides));
        refused("is not read as a file of weights");
    }

    /** Readers differ in which one they take: what was looked at elsewhere would not be what is read here. */
    @Test
    void anEntryThatIsThereTwiceIsRefused() throws Exception {
        addWeights(tensor("w", 0, "4", "1"));
        add("archive/data/0", new byte[16]);
        refused("it holds archive/data/0 twice");
    }

    @Test
    void twoPicklesInOneArchiveAreRefused() throws Exception {
        addWeights(tensor("w", 0, "4", "1"));
        add("another/data.pkl", tensor("w", 0, "4", "1"));
        refused("with 2 files data.pkl");
    }

    @Test
    void encryptedNumbersAreNotTakenForNumbers() throws Exception {
        addWeights(tensor("w", 0, "4", "1"));
        zip.finish();
        byte[] archive = written.toByteArray();
        for (int i = 0; i < archive.length - 4; i++) {
            boolean local = archive[i] == 'P' && archive[i + 1] == 'K' && archive[i + 2] == 3 && archive[i + 3] == 4;
            boolean listed = archive[i] == 'P' && archive[i + 1] == 'K' && archive[i + 2] == 1 && archive[i + 3] == 2;
            if (local || listed) {
                archive[i + (local ? 6 : 8)] |= 1;
            }
        }
        refused(archive, "compressed or encrypted");
    }

    /** Each of these entries of 46 bytes would take some hundred bytes of memory, and a while. */
    @Test
    void aListOfMillionsOfEntriesIsNotReadAtAll() throws Exception {
        ByteBuffer archive = ByteBuffer.allocate(4 + 46 * 100_000 + 22).order(ByteOrder.LITTLE_ENDIAN);
        archive.putInt(0x04034b50);
        for (int i = 0; i < 100_000; i++) {
            archive.putInt(4 + 46 * i, 0x02014b50);
        }
        archive.position(4 + 46 * 100_000).putInt(0x06054b50).putInt(archive.position() + 12, 4);
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> refused(archive.array(), "its list of entries has more"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"middle", "BIG", "", "little-endian"})
    void anUnknownByteOrderIsRefused(String order) throws Exception {
        addWeights(tensor("w", 0, "4", "1"));
        add("archive/byteorder", bytes(order));
        refused("is not read as a file of weights");
    }

    @Test
    void whatAFileSaysCommandsNoTerminal() throws Exception {
        String name = "\\u001b[2J\\n" + "x".repeat(100_000);
        String header = "{\"" + name + "\":{\"dtype\":\"F99\",\"shape\":[1],\"data_offsets\":[0,4]}}";
        ByteBuffer file = ByteBuffer.allocate(Long.BYTES + header.length() + 4).order(ByteOrder.LITTLE_ENDIAN);
        refused(file.putLong(header.length()).put(bytes(header)).array(), "?[2J?xxx");
    }

    /** In the old format each storage tells its count again, behind the pickles. */
    @ParameterizedTest
    @CsvSource({
        "4, 5, 0, has 5 numbers",
        "4, -1, 0, has -1 numbers",
        "0x2000000000000000, 0x2000000000000000, 0, is cut", // 8 exbibytes
        "-4, -4, 0, has -4 numbers",
        "4, 4, 1, no tensor uses the storage 1"
    })
    void aStreamWithWrongCountsIsRefused(String announced, String counted, String key, String reason) throws Exception {
        String head = "\u0080\2" + "\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019.\u0080\2M\u00e9\3.\u0080\2}U\r"
                + "little_endian\u0088s.";
        String state = "\u0080\2}U\1wctorch._utils\n_rebuild_tensor_v2\n((U\7storagectorch\nFloatStorage\nU\1"
                + "0U\3cpu" + number(Long.decode(announced)) + "tQK\0K\4\u0085K\1\u0085\u0089}tRs.";
        String keys = "\u0080\2]U\1" + key + "a.";
        ByteBuffer numbers = ByteBuffer.allocate(Long.BYTES + 16).order(ByteOrder.LITTLE_ENDIAN);
        numbers.putLong(0, Long.decode(counted));
        written.write(bytes(head + state + keys));
        written.write(numbers.array());
        refused(written.toByteArray(), reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0080\2}q\0h\0\u0085h\0s.", // a map that is its own key
                "\u0080\2ccollections\nOrderedDict\n]q\0h\0ah\0\u0085R.", // a list that is its own pair
                "\u0080\2ctorch._utils\n_rebuild_tensor_v2\n]q\0(h\0h\0h\0h\0eh\0R.", // a tensor made of one list
                "\u0080\2]q\0j\u00ff\u00ff\u00ff\u00ff.", // the value -1
                "\u0080\2t." // a tuple that never began
            })
    void whatIsRememberedMakesNoCircles(String pickle) throws Exception {
        addWeights(bytes(pickle));
        refused("is not read as a file of weights");
    }

    @Test
    void deepNestingTakesNoStack() throws Exception {
        addWeights(bytes("\u0080\2}X\1\0\0\0wK\1" + "\u0085".repeat(900_000) + "s."));
        refused("it holds no tensors by name");
    }
}
