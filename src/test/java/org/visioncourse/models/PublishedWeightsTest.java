package org.visioncourse.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.visioncourse.data.LocalServer.cut;
import static org.visioncourse.data.LocalServer.part;
import static org.visioncourse.data.LocalServer.whole;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.visioncourse.data.Checksum;
import org.visioncourse.data.DownloadFixture;
import org.visioncourse.data.LocalServer;
import org.visioncourse.data.RemoteFile;

class PublishedWeightsTest {

    @TempDir
    private Path root;

    private DownloadFixture fixture;
    private String beginning; // of the right bytes' checksum
    private Path place;

    @BeforeEach
    void publish() {
        fixture = new DownloadFixture(root);
        beginning = fixture.checksum().hex().substring(0, 8);
        place = root.resolve("weights/net-" + beginning + ".pth");
    }

    private Path resolve(LocalServer server) throws IOException {
        Checksum checksum = new Checksum("SHA-256", beginning);
        RemoteFile file = new RemoteFile(server.uri("/models/net-" + beginning + ".pth"), RemoteFile.UNKNOWN, checksum);
        return PublishedWeights.resolve("net", root, List.of(new PublishedWeights("net", file)), fixture.download());
    }

    @Test
    void weightsThatAreAskedForByNameAreFetchedOnce() throws Exception {
        try (LocalServer server = new LocalServer(whole(fixture.content))) {
            assertThat(resolve(server)).isEqualTo(place).hasBinaryContent(fixture.content);
            assertThat(resolve(server)).isEqualTo(place);
            assertThat(server.requests()).singleElement().satisfies(request -> assertThat(request.target())
                    .isEqualTo("/models/net-" + beginning + ".pth"));
        }
    }

    @Test
    void otherBytesThanTheNameSaysAreDeleted() throws Exception {
        fixture.content[0]++;
        try (LocalServer server = new LocalServer(whole(fixture.content))) {
            assertThatThrownBy(() -> resolve(server))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("came with wrong bytes")
                    .hasMessageEndingWith("should be one that begins with " + beginning + ".");
            assertThat(place.getParent()).isEmptyDirectory();
        }
    }

    @Test
    void anotherFileInItsPlaceIsNotTakenForIt() throws Exception {
        Files.createDirectories(place.getParent());
        Files.writeString(place, "another");
        try (LocalServer server = new LocalServer(whole(fixture.content))) {
            assertThatThrownBy(() -> resolve(server)).hasMessageContaining("remove it to have it fetched");
            assertThat(place).hasContent("another");
        }
    }

    @Test
    void aDownloadThatWasCutGoesOn() throws Exception {
        try (LocalServer server = new LocalServer(cut(fixture.content, 40_000, ""), part(fixture.content))) {
            assertThat(resolve(server)).hasBinaryContent(fixture.content);
            assertThat(server.requests().get(1).header("range")).isEqualTo("bytes=40000-");
        }
    }

    @Test
    void offlineTheErrorSaysWhichFileToPutWhereAndTakesItFromThere() throws Exception {
        String before = System.getProperty("ai.djl.offline");
        System.setProperty("ai.djl.offline", "true");
        try (LocalServer server = new LocalServer(whole(fixture.content))) {
            assertThatThrownBy(() -> resolve(server))
                    .isInstanceOf(IOException.class)
                    .hasMessage("Offline mode is on (ai.djl.offline): fetch " + server.uri("/models/net-")
                            + beginning + ".pth (SHA-256 " + beginning + "...) by other means and put it at "
                            + place.toAbsolutePath() + ".");
            Files.createDirectories(place.getParent());
            Files.write(place, fixture.content);
            assertThat(resolve(server)).isEqualTo(place);
            assertThat(server.requests()).isEmpty();
        } finally {
            if (before == null) {
                System.clearProperty("ai.djl.offline");
            } else {
                System.setProperty("ai.djl.offline", before);
            }
        }
    }

    @Test
    void aFileIsTakenAsItIs() throws Exception {
        Path mine = Files.writeString(root.resolve("mine.pth"), "weights");
        assertThat(PublishedWeights.resolve(mine.toString())).isEqualTo(mine);
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        for (String unknown : List.of("resnet19", "", "weights\0", root.toString())) {
            assertThatThrownBy(() -> PublishedWeights.resolve(unknown))
                    .isInstanceOf(FileNotFoundException.class)
                    .hasMessage("There are no weights \"" + unknown + "\": name a file, or one of those that are "
                            + "fetched: resnet18, resnet34, resnet50, vgg19.");
        }
    }

    @Test
    void theKnownOnesAreTorchvisions() {
        assertThat(PublishedWeights.KNOWN)
                .extracting(weights ->
                        weights.file().uri().toString() + " " + weights.file().checksum())
                .containsExactly(
                        "https://download.pytorch.org/models/resnet18-f37072fd.pth SHA-256 f37072fd...",
                        "https://download.pytorch.org/models/resnet34-b627a593.pth SHA-256 b627a593...",
                        "https://download.pytorch.org/models/resnet50-0676ba61.pth SHA-256 0676ba61...",
                        "https://download.pytorch.org/models/vgg19-dcbb9e9d.pth SHA-256 dcbb9e9d...");
    }
}
