package org.visioncourse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {

    @TempDir
    private Path folder;

    private Path file;

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    @BeforeEach
    void open() {
        file = folder.resolve("a.safetensors");
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT64", "FLOAT32", "FLOAT16", "INT64", "INT32", "INT8", "UINT8", "BOOLEAN"})
    void everyTypeComesBackBitForBit(DataType type) throws IOException {
        byte[] bits = new byte[6 * type.getNumOfBytes()];
        new Random(1).nextBytes(bits);
        if (type == DataType.BOOLEAN) {
            bits = new byte[] {1, 0, 0, 1, 1, 0};
        }
        NDArray array = manager.create(direct(bits), new Shape(2, 3), type);

        Safetensors.write(file, Map.of("x", array), Map.of());
        NDArray read = Safetensors.read(file, manager).arrays().get("x");

        assertThat(read.getDataType()).isEqualTo(type);
        assertThat(read.getShape()).isEqualTo(new Shape(2, 3));
        assertThat(bytes(read)).isEqualTo(bits);
    }

    @Test
    void namesMetadataAndTheirOrderComeBack() throws IOException {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        for (String name : List.of("z", "a/0", "01Conv2d_weight", "Größe \"1\"\n\u2028\ud83d\ude00", "")) {
            arrays.put(name, manager.create((float) arrays.size()));
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("seed", "42");
        metadata.put("config", "{\"rate\": 0.1}\n");
        metadata.put("", "");

        Safetensors.write(file, arrays, metadata);
        Safetensors.Contents contents = Safetensors.read(file, manager);

        assertThat(contents.arrays().keySet()).containsExactlyElementsOf(arrays.keySet());
        assertThat(contents.metadata()).isEqualTo(metadata);
        assertThat(contents.metadata().keySet()).containsExactlyElementsOf(metadata.keySet());
        contents.arrays().forEach((name, array) -> {
            assertThat(array.getName()).isEqualTo(name);
            assertThat(array.getManager()).isSameAs(manager);
            assertThat(array).isEqualTo(arrays.get(name));
        });
    }

    @Test
    void scalarsEmptyArraysAndEmptyFilesComeBack() throws IOException {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        arrays.put("empty", manager.zeros(new Shape(0, 3)));
        arrays.put("scalar", manager.create(7L));
        arrays.put("nothing", manager.zeros(new Shape(0), DataType.UINT8));

        Safetensors.write(file, arrays, Map.of());
        Map<String, NDArray> read = Safetensors.read(file, manager).arrays();

        assertThat(read.get("empty").getShape()).isEqualTo(new Shape(0, 3));
        assertThat(read.get("scalar").getShape()).isEqualTo(new Shape());
        assertThat(read.get("scalar").getLong()).isEqualTo(7);
        assertThat(read.get("nothing").getDataType()).isEqualTo(DataType.UINT8);

        Safetensors.write(file, Map.of(), Map.of());
        assertThat(Safetensors.read(file, manager)).isEqualTo(new Safetensors.Contents(Map.of(), Map.of()));
    }

    @Test
    void anArrayOfAnyLayoutIsWrittenInTheOrderOfItsIndices() throws IOException {
        NDArray transposed = manager.arange(6f).reshape(2, 3).transpose(); // (3, 2)
        NDArray part = manager.arange(12f).reshape(3, 4).get("1:, ::2"); // (2, 2)

        Safetensors.write(file, Map.of("t", transposed, "p", part), Map.of());
        Map<String, NDArray> read = Safetensors.read(file, manager).arrays();

        assertThat(read.get("t").toFloatArray()).containsExactly(0, 3, 1, 4, 2, 5);
        assertThat(read.get("p").toFloatArray()).containsExactly(4, 6, 8, 10);
    }

    @Test
    void aParameterInAFreshThreadIsWrittenWithoutATrace() throws Exception {
        NDArray parameter = manager.ones(new Shape(3));
        parameter.setRequiresGradient(true);
        int before = manager.getManagedArrays().size();

        FreshThread.run(() -> Safetensors.write(file, Map.of("w", parameter), Map.of()));

        assertThat(manager.getManagedArrays()).hasSize(before);
        assertThat(Safetensors.read(file, manager).arrays().get("w").toFloatArray())
                .containsOnly(1);
    }

    @Test
    void theFileIsALengthAHeaderAndTheBytesAsTheFormatDescribesThem() throws IOException {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        arrays.put("b", manager.create(new float[] {1, -2}));
        arrays.put("a", manager.create(new byte[] {3}));

        Safetensors.write(file, arrays, Map.of("k", "v"));

        String header = "{\"__metadata__\":{\"k\":\"v\"},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                + "\"a\":{\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[8,9]}}";
        String padded = header + " ".repeat((8 - header.length() % 8) % 8);
        byte[] expected = ByteBuffer.allocate(8 + padded.length() + 9)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded.length())
                .put(padded.getBytes(StandardCharsets.US_ASCII))
                .putFloat(1)
                .putFloat(-2)
                .put((byte) 3)
                .array();
        assertThat(file).hasBinaryContent(expected);
    }

    @Test
    void aFileOfAnotherWriterIsRead() throws IOException {
        // no metadata, blanks in the header, arrays not in the order of their bytes
        byte[] file = file(
                """
                { "y" : {"shape":[], "data_offsets":[4,12], "dtype":"F64"},
                  "x" : {"dtype":"F32", "shape":[1,1], "data_offsets":[0,4]} }""",
                ByteBuffer.allocate(12)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putFloat(1.5f)
                        .putDouble(-2.5)
                        .array());
        Files.write(this.file, file);

        Map<String, NDArray> read = Safetensors.read(this.file, manager).arrays();

        assertThat(read.keySet()).containsExactly("y", "x");
        assertThat(read.get("y").getDouble()).isEqualTo(-2.5);
        assertThat(read.get("x").getFloat(0, 0)).isEqualTo(1.5f);
    }

    @Test
    void djlReadsTheFile() throws IOException {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        arrays.put("weight", manager.arange(6f).reshape(2, 3));
        arrays.put("bias", manager.create(new long[] {1, 2}));
        Safetensors.write(file, arrays, Map.of("seed", "1"));

        NDList read = NDList.decode(manager, Files.readAllBytes(file));

        assertThat(read.stream().map(NDArray::getName)).containsExactlyInAnyOrder("weight", "bias");
        assertThat(read.get("weight")).isEqualTo(arrays.get("weight"));
        assertThat(read.get("bias")).isEqualTo(arrays.get("bias"));
    }

    @Test
    void djlsFileIsRead() throws IOException {
        NDArray weight = manager.arange(6f).reshape(2, 3);
        weight.setName("weight");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new NDList(weight).encode(bytes, NDList.Encoding.SAFETENSORS);
        Files.write(file, bytes.toByteArray());

        assertThat(Safetensors.read(file, manager).arrays().get("weight")).isEqualTo(weight);
    }

    @Test
    void aFileCutAnywhereIsAnErrorThatNamesItAndLeavesNoArrays() throws IOException {
        byte[] whole = small();
        int before = manager.getManagedArrays().size();

        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));

            assertThatThrownBy(() -> Safetensors.read(file, manager))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(file + " is ")
                    .hasMessageNotContaining("\n");
        }
        assertThat(manager.getManagedArrays()).hasSize(before);
    }

    @Test
    void aFileWithFlippedBitsIsReadOrIsAnErrorThatNamesIt() throws IOException {
        byte[] whole = small();
        int headerEnd =
                8 + (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
        Random random = new Random(1);
        List<Throwable> errors = new ArrayList<>();

        for (int trial = 0; trial < 1000; trial++) {
            byte[] flipped = whole.clone();
            for (int flip = 0; flip <= trial % 3; flip++) {
                flipped[random.nextInt(headerEnd)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, flipped);
            try (NDManager scope = manager.newSubManager()) {
                Safetensors.read(file, scope);
            } catch (IOException e) {
                assertThat(e).hasMessageStartingWith(file + " is ");
                errors.add(e);
            }
        }
        assertThat(errors).hasSizeBetween(300, 999);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{",
                "{\"x\":1}",
                "{\"x\":null}",
                "{\"x\":{}}",
                "{\"x\":{\"dtype\":\"F32\"}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[]}}",
                "{\"x\":{\"dtype\":[],\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":\"1\",\"data_offsets\":[0,4]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[\"one\"],\"data_offsets\":[0,4]}}",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[null],\"data_offsets\":[0,4]}}",
                "{\"__metadata__\":1}",
                "{\"__metadata__\":{\"k\":{}}}",
                "{\"__metadata__\":{\"k\":null}}",
            })
    void aHeaderThatIsNotAsTheFormatHasItIsAnErrorThatNamesTheFile(String header) throws IOException {
        Files.write(file, file(header, new byte[8]));

        assertThatThrownBy(() -> Safetensors.read(file, manager))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + " is not a safetensors file: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "F32 | [2]     | [0,4]",
                "F32 | [1]     | [4,0]",
                "F32 | [-1]    | [0,-4]",
                "F32 | [-1,-1] | [0,4]",
                "F32 | [1]     | [-4,0]",
                "F32 | [1]     | [6,10]",
                "Q9  | [1]     | [0,4]",
                "U8  | [2000000000] | [0,2000000000]",
                "U8  | [2000000000] | [9223372034854775807,-9223372036854775809]",
                "U8  | [1000000000] | [9223372035854775807,9223372036854775807]",
                "U8  | [3000000000] | [0,3000000000]",
                "U8  | [9223372036854775807] | [0,9223372036854775807]",
                "U8  | [4294967296,4294967296] | [0,0]",
                "U8  | [0,9223372036854775807,9223372036854775807] | [0,0]",
                "F32 | [1e100] | [0,4]",
                "F32 | [1e999999999] | [0,4]",
            })
    void numbersThatCannotBeAreErrorsThatNameTheFileBeforeMemoryIsTaken(String type, String shape, String offsets)
            throws IOException {
        String header = "{\"x\":{\"dtype\":\"" + type + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}}";
        Files.write(file, file(header, new byte[8]));

        assertThatThrownBy(() -> Safetensors.read(file, manager))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + " is ");
    }

    @Test
    void arraysThatShareBytesAreAnErrorBeforeTheyFillTheMemory() throws IOException {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i < 10_000; i++) {
            header.append("\"x%d\":{\"dtype\":\"U8\",\"shape\":[1000000],\"data_offsets\":[0,1000000]},".formatted(i));
        }
        header.setCharAt(header.length() - 1, '}');
        Files.write(file, file(header.toString(), new byte[1_000_000]));

        assertThatThrownBy(() -> Safetensors.read(file, manager))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " is not a safetensors file: its arrays share bytes");
    }

    @Test
    void aDeeplyNestedHeaderIsAnError() throws IOException {
        Files.write(file, file("{\"x\":" + "[".repeat(1_000_000), new byte[0]));

        assertThatThrownBy(() -> Safetensors.read(file, manager))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + " is not a safetensors file: ");
    }

    @Test
    void aMissingFileAndAFolderAreErrorsThatNameThem() {
        assertThatThrownBy(() -> Safetensors.read(file, manager))
                .isInstanceOf(IOException.class)
                .hasMessage("there is no file " + file);
        assertThatThrownBy(() -> Safetensors.read(folder, manager))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.toString());
    }

    @Test
    void aTypeOrNameWithoutAPlaceInTheFormatIsRefusedAndNothingIsWritten() {
        NDArray text = manager.create(new String[] {"a"});
        NDArray number = manager.create(1);

        assertThatThrownBy(() -> Safetensors.write(file, Map.of("t", text), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("safetensors has no place for string");
        assertThatThrownBy(() -> Safetensors.write(file, Map.of("__metadata__", number), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an array cannot have the name __metadata__");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void arraysThatWereReadKeepTheirMemory() throws Exception {
        Safetensors.write(file, Map.of("x", manager.arange(1000f)), Map.of());
        NDArray read = Safetensors.read(file, manager).arrays().get("x");

        MemoryStress.run();

        assertThat(read).isEqualTo(manager.arange(1000f));
    }

    /** The bytes of a file with two arrays and a line of metadata. */
    private byte[] small() throws IOException {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        arrays.put("w", manager.arange(6f).reshape(2, 3));
        arrays.put("t", manager.create(7L));
        Safetensors.write(file, arrays, Map.of("k", "v"));
        arrays.values().forEach(NDArray::close);
        return Files.readAllBytes(file);
    }

    private static byte[] file(String header, byte[] data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .put(data)
                .array();
    }

    private static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    private static byte[] bytes(NDArray array) {
        ByteBuffer buffer = array.toByteBuffer();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
