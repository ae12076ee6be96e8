package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetTest {

    @TempDir
    private Path root;

    @TempDir
    private Path elsewhere;

    private Path zip;

    @BeforeEach
    void packASet() throws IOException {
        Archives archives = new Archives(elsewhere.resolve("tiny_set.zip"));
        archives.add("tiny_set/labels.csv", "id,label".getBytes());
        zip = archives.write();
    }

    private DataSet set(LocalServer server, Optional<Archive.Limits> limits) throws IOException {
        Checksum checksum = Checksum.of(zip, "SHA-1");
        return new DataSet("tiny-set", new RemoteFile(server.uri("/tiny_set.zip"), Files.size(zip), checksum), limits);
    }

    private Path resolve(DataSet set) throws IOException {
        Download.Patience patience = new Download.Patience(Duration.ofSeconds(1), Duration.ofSeconds(1), List.of());
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Download download = new Download(patience, new Proxies(Map.of()), nowhere, false);
        return DataFolder.resolve("tiny-set", root, List.of(set), download);
    }

    private static Optional<Archive.Limits> unpacked() {
        return Optional.of(new Archive.Limits(10, 1000));
    }

    @Test
    void aSetThatIsAskedForByNameIsFetchedAndUnpackedOnce() throws Exception {
        try (LocalServer server = new LocalServer(LocalServer.whole(Files.readAllBytes(zip)))) {
            DataSet set = set(server, unpacked());
            assertThat(resolve(set)).isEqualTo(root.resolve("tiny-set"));
            assertThat(resolve(set)).isEqualTo(root.resolve("tiny-set"));
            assertThat(root.resolve("tiny-set/labels.csv")).hasContent("id,label");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aSetThatIsReadFromItsArchiveIsPutIntoItsFolder() throws Exception {
        try (LocalServer server = new LocalServer(LocalServer.whole(Files.readAllBytes(zip)))) {
            DataSet set = set(server, Optional.empty());
            assertThat(resolve(set)).isEqualTo(root.resolve("tiny-set"));
            assertThat(resolve(set)).isEqualTo(root.resolve("tiny-set"));
            assertThat(root.resolve("tiny-set/tiny_set.zip")).hasSameBinaryContentAs(zip);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aSetWhoseDownloadWasCutIsFetchedOn() throws Exception {
        byte[] bytes = Files.readAllBytes(zip);
        try (LocalServer server = new LocalServer(LocalServer.cut(bytes, 50, ""), LocalServer.part(bytes))) {
            DataSet set = set(server, Optional.empty());
            assertThatThrownBy(() -> resolve(set)).hasMessageContaining("put it at " + root.resolve("tiny-set"));
            assertThat(root.resolve("tiny-set/tiny_set.zip.part")).hasSize(50);
            resolve(set);
            assertThat(root.resolve("tiny-set/tiny_set.zip")).hasSameBinaryContentAs(zip);
        }
    }

    @Test
    void anArchiveThatTheUserHasPutThereIsUnpacked() throws Exception {
        Files.copy(zip, root.resolve("tiny_set.zip"));
        try (LocalServer server = new LocalServer(LocalServer.whole(new byte[1]))) {
            resolve(set(server, unpacked()));
            assertThat(root.resolve("tiny-set/labels.csv")).hasContent("id,label");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void whateverIsInTheSetsFolderIsTheUsersOwn() throws Exception {
        Files.createDirectories(root.resolve("tiny-set/another-layout"));
        try (LocalServer server = new LocalServer(LocalServer.whole(new byte[1]))) {
            assertThat(resolve(set(server, Optional.empty()))).isEqualTo(root.resolve("tiny-set"));
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void anUnknownNameIsNotFetchedAndTheErrorListsTheKnownOnes() {
        assertThatExceptionOfType(FileNotFoundException.class)
                .isThrownBy(() -> DataFolder.resolve("cifar11", root, DataSet.KNOWN, new Download()))
                .withMessageEndingWith("Fetched by name are: cifar10, kaggle-cifar10-tiny, banana-detection.");
    }
}
