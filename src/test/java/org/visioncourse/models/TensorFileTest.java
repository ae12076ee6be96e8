package org.visioncourse.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.visioncourse.engine.GoldenFile;

class TensorFileTest {

    private static final byte[] STREAM_HEAD = {
        (byte) 0x80,
        2,
        (byte) 0x8a,
        10,
        0x6c,
        (byte) 0xfc,
        (byte) 0x9c,
        0x46,
        (byte) 0xf9,
        0x20,
        0x6a,
        (byte) 0xa8,
        0x50,
        0x19,
        '.',
        (byte) 0x80,
        2,
        'M',
        (byte) 0xe9,
        3,
        '.',
        (byte) 0x80,
        2,
        '}',
        'X',
        13,
        0,
        0,
        0,
        'l',
        'i',
        't',
        't',
        'l',
        'e',
        '_',
        'e',
        'n',
        'd',
        'i',
        'a',
        'n',
        (byte) 0x88,
        's',
        '.'
    };

    @TempDir
    Path folder;

    /** What the golden files hold, as PyTorch printed it. */
    record Golden(List<Expected> tensors) {
        record Expected(String name, long[] shape, double[] values) {}
    }

    static Path golden(String name) throws URISyntaxException {
        return Path.of(TensorFileTest.class.getResource("/weights/" + name).toURI());
    }

    @ParameterizedTest
    @ValueSource(strings = {"archive.pth", "big-endian.pth", "stream.pth", "checkpoint.pth", "tensors.safetensors"})
    void everyTensorHasTheShapeAndNumbersThatTorchWrote(String name) throws Exception {
        Golden expected = GoldenFile.read("weights.json", Golden.class);
        try (TensorFile file = TensorFile.open(golden(name))) {
            assertThat(file.tensors().keySet())
                    .containsExactlyElementsOf(expected.tensors().stream()
                            .map(Golden.Expected::name)
                            .toList());
            for (Golden.Expected tensor : expected.tensors()) {
                StoredTensor stored = file.tensors().get(tensor.name());
                assertThat(stored.shape().getShape()).as(tensor.name()).isEqualTo(tensor.shape());
                float[] values = new float[tensor.values().length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) tensor.values()[i];
                }
                assertThat(stored.floats()).as(tensor.name()).isEqualTo(values);
            }
            assertThat(file.tensors().get("int64").longs()).containsExactly(0, -1, 1L << 40, 7);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"archive.pth", "stream.pth", "tensors.safetensors"})
    void aCutFileIsSaidToBeCut(String name) throws Exception {
        byte[] whole = Files.readAllBytes(golden(name));
        for (int length : new int[] {3, whole.length / 2, whole.length - 1}) {
            Path cut = Files.write(folder.resolve(name), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> TensorFile.open(cut))
                    .isInstanceOf(IOException.class)
                    .hasMessage(cut + " is cut: it ends before its tensors do");
        }
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path file = folder.resolve("none.pth");
        assertThatThrownBy(() -> TensorFile.open(file))
                .isInstanceOf(IOException.class)
                .hasMessage("there is no file " + file);
    }

    @Test
    void aTorchScriptProgramIsRefusedWithTheWayToItsWeights() throws Exception {
        Path script = golden("script.pth");
        assertThatThrownBy(() -> TensorFile.open(script))
                .isInstanceOf(IOException.class)
                .hasMessage(script + " is not read as a file of weights: it is a TorchScript program: open it with "
                        + "torch.jit.load in Python, and save its state_dict() with torch.save");
    }

    /** As torch.save(model) writes it: in an archive, and in a stream. */
    @Test
    void aWholeModelIsRefusedWithTheWayToItsWeights() throws Exception {
        refused(bytes("\u0080\2ctorch.nn.modules.linear\nLinear\n)\u0081}b."), "save its state_dict() in Python");
        refused(bytes("\u0080\2(U\6modulectorch.nn\nLinear\nU\1aU\1btQ)\u0081."), "save its state_dict() in Python");
    }

    /** Other counts, or other types, for the numbers with the key 0. */
    @ParameterizedTest
    @ValueSource(strings = {"FloatStorage\nU\1" + "0U\3cpuK\5", "DoubleStorage\nU\1" + "0U\3cpuK\4"})
    void aStorageThatIsDescribedInTwoWaysIsRefused(String other) throws Exception {
        String first = "(U\7storagectorch\nFloatStorage\nU\1" + "0U\3cpuK\4tQ";
        refused(bytes("\u0080\2]" + first + "a(U\7storagectorch\n" + other + "tQa."), "the storage 0 in two ways");
    }

    /** A pickle that Python would run; STOP follows by itself. */
    private void refused(byte[] pickle, String reason) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.write(STREAM_HEAD);
        stream.write(pickle);
        for (Path file : List.of(Files.write(folder.resolve("stream.pth"), stream.toByteArray()), archive(pickle))) {
            assertThatThrownBy(() -> TensorFile.open(file).close())
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(file.toString())
                    .hasMessageContaining(reason);
        }
    }

    private Path archive(byte[] pickle) throws IOException {
        Path file = folder.resolve("archive.pth");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            ZipEntry entry = new ZipEntry("archive/data.pkl");
            CRC32 crc = new CRC32();
            crc.update(pickle);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(pickle.length);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            zip.write(pickle);
        }
        return file;
    }

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void aCallOfAnyOtherFunctionIsRefusedByName() throws Exception {
        refused(bytes("\u0080\2cos\nsystem\nX\4\0\0\0trueq\0\u0085R."), "it calls os.system");
        refused(bytes("\u0080\2cbuiltins\neval\nX\1\0\0\0" + "1\u0085R."), "it calls builtins.eval");
    }

    @ParameterizedTest
    @CsvSource({"i, 0x69", "o, 0x6f", "P, 0x50", "V, 0x56", "\u0082, 0x82", "\u0093, 0x93"})
    void anOpcodeThatTorchDoesNotWriteIsRefused(String opcode, String code) throws Exception {
        refused(bytes("\u0080\2" + opcode + "os\nsystem\n."), "it uses the opcode " + code);
    }

    @Test
    void aLengthIsComparedWithWhatIsLeft() throws Exception {
        refused(bytes("\u0080\2X\u00ff\u00ff\u00ff\u007f."), "is cut");
        refused(bytes("\u0080\2X\u00ff\u00ff\u00ff\u00ff."), "4294967295 bytes");
    }

    @Test
    void aMapThatHoldsItselfHoldsNoTensors() throws Exception {
        Path file = archive(bytes("\u0080\2}q\0X\5\0\0\0modelh\0s."));
        assertThatThrownBy(() -> TensorFile.open(file)).hasMessageContaining("it holds no tensors by name");
    }

    @Test
    void aKeyThatIsAListIsRefused() throws Exception {
        refused(bytes("\u0080\2}]K\1s."), "neither a text nor a number");
    }

    @Test
    void aTensorThatReachesOverItsStorageIsRefused() throws Exception {
        String tensor = "\u0080\2}X\1\0\0\0wctorch._utils\n_rebuild_tensor_v2\n((U\7storagectorch\nFloatStorage\n"
                + "U\1" + "0U\3cpuK\4tQK\0K\5\u0085K\1\u0085\u0089}tRs.";
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.write(STREAM_HEAD);
        stream.write(bytes(tensor + "\u0080\2]U\1" + "0a."));
        stream.write(new byte[] {4, 0, 0, 0, 0, 0, 0, 0});
        stream.write(new byte[16]);
        Path file = Files.write(folder.resolve("over.pth"), stream.toByteArray());
        assertThatThrownBy(() -> TensorFile.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("reaches over the 4 numbers");
    }

    @Test
    void aStorageOfAnUnknownTypeIsRefusedByName() throws Exception {
        refused(
                bytes("\u0080\2(U\7storagectorch\nComplexFloatStorage\nU\1" + "0U\3cpuK\4tQ."),
                "torch.ComplexFloatStorage");
    }

    /** The first byte of such a length is that of a pickle. */
    @Test
    void aSafetensorsHeaderOfAnyLengthIsRead() throws Exception {
        for (int length = 120; length <= 136; length += 8) {
            String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
            ByteBuffer bytes = ByteBuffer.allocate(8 + length + 4).order(ByteOrder.LITTLE_ENDIAN);
            bytes.putLong(length).put(header.getBytes(StandardCharsets.UTF_8));
            while (bytes.position() < 8 + length) {
                bytes.put((byte) ' ');
            }
            Path path = Files.write(
                    folder.resolve("a.safetensors"), bytes.putFloat(7).array());
            try (TensorFile file = TensorFile.open(path)) {
                assertThat(file.tensors().get("a").floats()).containsExactly(7);
            }
        }
    }

    /** What is remembered can be used again for five bytes: without a bound a megabyte would fill any heap. */
    @Test
    void manyCallsOfALargeMapAreRefused() throws Exception {
        StringBuilder pickle = new StringBuilder("\u0080\2ccollections\nOrderedDict\nq\0(");
        pickle.append("K\1K\1\u0086".repeat(60_000)).append("tq\1\u0085q\2");
        pickle.append("h\0h\2R".repeat(100_000)).append('.');
        refused(bytes(pickle.toString()), "more functions than weights could need");
    }

    @Test
    void anEmptyTensorFarBehindItsStorageIsRefused() throws Exception {
        FileBytes none = new FileBytes(folder, null);
        StoredTensor.Numbers four = new StoredTensor.Numbers(none, 0, 4, ElementType.FLOAT32);
        assertThatThrownBy(() -> new StoredTensor(four, new long[] {0}, new long[] {1}, 1L << 61))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new StoredTensor(four, new long[65], new long[65], 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("65 axes");
    }

    @Test
    void aCompressedArchiveIsRefused() throws Exception {
        Path file = folder.resolve("compressed.pth");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("archive/data.pkl"));
            zip.write(new byte[100]);
        }
        assertThatThrownBy(() -> TensorFile.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is compressed");
    }

    @Test
    void whatIsNoFileOfWeightsIsSaidToBeNone() throws Exception {
        Path file = Files.writeString(folder.resolve("page.pth"), "<html>404, and nothing else</html>");
        assertThatThrownBy(() -> TensorFile.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + " is not read as a file of weights: ");
    }
}
