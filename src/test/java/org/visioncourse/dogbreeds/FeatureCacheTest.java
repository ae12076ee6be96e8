package org.visioncourse.dogbreeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.visioncourse.data.PhotoSet;
import org.visioncourse.engine.Torch;

/** Which photographs pass through the network, and which are known. */
class FeatureCacheTest {

    private static final BooleanSupplier GO_ON = () -> false;
    private static final DogBreedsConfig CONFIG =
            SmallRuns.config(Mode.FEATURES, Path.of(""), options -> options.mirror = false);

    @TempDir
    private Path folder;

    private Path weights;
    private PhotoSet photos;
    private int looked;

    @BeforeEach
    void write() throws IOException {
        Torch.start();
        weights = Files.writeString(folder.resolve("weights"), "any content");
        photos = KaggleDogs.photos(folder.resolve("photos"), 3, 4);
    }

    /** The mean of each channel, (N, 3, H, W) to (N, 3); counts the pictures. */
    private final Block means = new LambdaBlock(list -> {
        NDArray pictures = list.singletonOrThrow();
        looked += (int) pictures.getShape().get(0);
        return new NDList(pictures.reshape(pictures.getShape().get(0), 3, -1).mean(new int[] {2}));
    });

    /** As of another run. */
    private FeatureCache cache() {
        return new FeatureCache(folder.resolve("cache"));
    }

    private float[][] features(PhotoSet of, DogBreedsConfig config) throws IOException {
        looked = 0;
        return cache().features(means, weights, of, config, GO_ON).orElseThrow();
    }

    private float[][] features() throws IOException {
        return features(photos, CONFIG);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void eachPhotographIsLookedAtOnce() throws Exception {
        float[][] first = features();
        assertThat(looked).isEqualTo(12);
        assertThat(first).hasNumberOfRows(12);
        assertThat(first[0]).hasSize(3).isNotEqualTo(first[1]);
        assertThat(features()).isDeepEqualTo(first);
        assertThat(looked).isZero();
    }

    @Test
    void aMirroredPhotographHasTheSameMeans() throws Exception {
        float[][] plain = features();
        DogBreedsConfig mirrored = SmallRuns.config(Mode.FEATURES, Path.of(""), options -> options.mirror = true);
        float[][] both = features(photos, mirrored);
        assertThat(looked).isEqualTo(24);
        assertThat(files()).hasSize(2);
        for (int i = 0; i < both.length; i++) {
            assertThat(both[i]).containsExactly(plain[i], org.assertj.core.api.Assertions.within(1e-5f));
        }
    }

    @Test
    void aRenamedPhotographIsKnownAndAPartOfThemInAnotherOrder() throws Exception {
        float[][] first = features();
        List<Path> renamed = new ArrayList<>();
        for (Path file : photos.files()) {
            renamed.add(Files.move(file, file.resolveSibling("new-" + file.getFileName())));
        }
        int[] order = {7, 2, 11};
        PhotoSet some = new PhotoSet(renamed, photos.labels(), photos.classNames()).subset(order);
        assertThat(features(some, CONFIG))
                .isDeepEqualTo(IntStream.of(order).mapToObj(i -> first[i]).toArray(float[][]::new));
        assertThat(looked).isZero();
    }

    @Test
    void onlyANewPhotographIsLookedAt() throws Exception {
        int[] allButOne = IntStream.range(1, 12).toArray();
        float[][] most = features(photos.subset(allButOne), CONFIG);
        float[][] all = features();
        assertThat(looked).isEqualTo(1);
        assertThat(Arrays.copyOfRange(all, 1, 12)).isDeepEqualTo(most);
    }

    @Test
    void inOneRunNeitherWeightsNorPhotographsAreReadAgainToKnowThem() throws Exception {
        FeatureCache run = cache();
        Optional<float[][]> first = run.features(means, weights, photos, CONFIG, GO_ON);
        Files.delete(weights);
        for (Path file : photos.files()) {
            Files.delete(file);
        }
        assertThat(run.features(means, weights, photos, CONFIG, GO_ON).orElseThrow())
                .isDeepEqualTo(first.orElseThrow());
    }

    @Test
    void otherWeightsOrAnotherSideHaveAFileOfTheirOwn() throws Exception {
        features();
        features(photos, SmallRuns.config(Mode.FEATURES, Path.of(""), options -> {
            options.mirror = false;
            options.side = 40;
        }));
        assertThat(looked).isEqualTo(12);
        Files.writeString(weights, "other content");
        features();
        assertThat(looked).isEqualTo(12);
        assertThat(files()).hasSize(3);
        Files.writeString(weights, "any content");
        features();
        assertThat(looked).isZero();
    }

    @Test
    void theFilesNameIsTheSameInEveryProcess() throws Exception {
        features();
        assertThat(files()).singleElement().satisfies(file -> assertThat(file)
                .hasFileName("mobilenet-c389d54755e92e30-d3e2df4b7ce2eb89.safetensors"));
    }

    @Test
    void aDamagedFileIsMadeAgainWithAWarning() throws Exception {
        float[][] first = features();
        Path file = files().get(0);
        byte[] whole = Files.readAllBytes(file);
        byte[] scalar = new String(whole, StandardCharsets.ISO_8859_1)
                .replace("[12,3]", "[36]  ")
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] integers = new String(whole, StandardCharsets.ISO_8859_1)
                .replace("\"F32\"", "\"I32\"")
                .getBytes(StandardCharsets.ISO_8859_1);
        for (byte[] damaged : List.of(Arrays.copyOf(whole, whole.length - 5), new byte[0], scalar, integers)) {
            Files.write(file, damaged);
            PrintStream err = System.err;
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
            try {
                assertThat(features()).isDeepEqualTo(first);
            } finally {
                System.setErr(err);
            }
            assertThat(looked).isEqualTo(12);
            assertThat(said.toString(StandardCharsets.UTF_8).strip())
                    .startsWith("warning: the features are computed again: " + file)
                    .doesNotContain("\n");
            assertThat(features()).isDeepEqualTo(first);
            assertThat(looked).isZero();
        }
    }

    @Test
    void whatWasComputedBeforeAStopIsKept() throws Exception {
        PhotoSet many = KaggleDogs.photos(folder.resolve("many"), 8, 5);
        BooleanSupplier afterOneBatch = () -> looked > 0;
        Optional<float[][]> stopped = cache().features(means, weights, many, CONFIG, afterOneBatch);
        assertThat(stopped).isEmpty();
        assertThat(looked).isEqualTo(32);
        assertThat(features(many, CONFIG)).hasNumberOfRows(40);
        assertThat(looked).isEqualTo(8);
    }

    @Test
    void whatWasComputedBeforeABrokenPhotographIsKept() throws Exception {
        PhotoSet many = KaggleDogs.photos(folder.resolve("many"), 8, 5);
        Path bad = many.files().get(36);
        byte[] whole = Files.readAllBytes(bad);
        Files.writeString(bad, "no picture");
        assertThatThrownBy(() -> features(many, CONFIG))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(bad.toString());
        assertThat(looked).isEqualTo(32);
        Files.write(bad, whole);
        assertThat(features(many, CONFIG)).hasNumberOfRows(40);
        assertThat(looked).isEqualTo(8);
    }

    @Test
    void nothingIsWrittenWhenItIsStoppedAtOnce() throws Exception {
        assertThat(cache().features(means, weights, photos, CONFIG, () -> true)).isEmpty();
        assertThat(folder.resolve("cache")).doesNotExist();
    }
}
