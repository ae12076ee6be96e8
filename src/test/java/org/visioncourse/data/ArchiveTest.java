package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {

    private static final String ZIP = "set.zip";
    private static final String TAR = "set.tar.gz";
    private static final Archive.Limits LIMITS = new Archive.Limits(20, 100_000);

    @TempDir
    private Path parent;

    private Archive archive(String file, String... names) throws IOException {
        Archives archives = new Archives(parent.resolve(file));
        for (String name : names) {
            archives.add(name, name.getBytes());
        }
        return new Archive(archives.write(), LIMITS);
    }

    private Path unpack(Archive archive) throws IOException {
        Path folder = parent.resolve("sets/set");
        archive.unpack(folder);
        assertThat(names(folder.getParent())).containsExactly("set");
        return folder;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ZIP, TAR})
    void unpacksFilesIntoAFolder(String file) throws Exception {
        Path folder = unpack(archive(file, "labels.csv", "train/", "train/1.png", "./test/a\\2.png"));
        assertThat(folder.resolve("labels.csv")).hasContent("labels.csv");
        assertThat(folder.resolve("train/1.png")).hasContent("train/1.png");
        assertThat(folder.resolve("test/a/2.png")).hasContent("./test/a\\2.png");
    }

    @ParameterizedTest
    @ValueSource(strings = {ZIP, TAR})
    void leavesOutAFolderThatHoldsEverything(String file) throws Exception {
        Path folder = unpack(archive(file, "a_set/", "a_set/train/1.png", "a_set/2.png", "__MACOSX/a_set/._2.png"));
        assertThat(names(folder)).containsExactly("2.png", "train");
    }

    @Test
    void givesTheFolderTheUsualPermissions() throws Exception {
        assumeTrue(Files.getFileStore(parent).supportsFileAttributeView("posix"), "needs Unix permissions");
        Path folder = unpack(archive(ZIP, "1.png"));
        assertThat(Files.getPosixFilePermissions(folder)).isEqualTo(Files.getPosixFilePermissions(folder.getParent()));
    }

    @Test
    void readsWantedFilesIntoMemory() throws Exception {
        for (String file : List.of(ZIP, TAR)) {
            Map<String, byte[]> files = archive(file, "a/1.png", "a/2.png").read(List.of("2.png", "3.png"));
            assertThat(files).containsOnlyKeys("2.png");
            assertThat(files.get("2.png")).asString().isEqualTo("a/2.png");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ZIP, TAR})
    void leavesAFolderThatIsThereAlone(String file) throws Exception {
        Archive archive = archive(file, "1.png");
        Path folder = Files.createDirectory(parent.resolve("mine"));
        assertThatThrownBy(() -> archive.unpack(folder)).hasMessageStartingWith(folder + " is there already");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {ZIP, TAR})
    void leavesNothingBehindIfTheArchiveIsCut(String file) throws Exception {
        Archive archive = archive(file, "1.png", "2.png");
        byte[] whole = Files.readAllBytes(archive.file());
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(archive.file(), Arrays.copyOf(whole, length));
            assertRefused(archive, "is no whole " + file.substring(3) + " archive");
        }
    }

    @Test
    void leavesNothingBehindIfAByteOfAZippedFileHasChanged() throws Exception {
        Archives archives = new Archives(parent.resolve(ZIP));
        archives.add("first.png", new byte[10]);
        archives.store("second.png", new byte[] {7, 7, 7, 7, 7, 7, 7, 7});
        Archive archive = new Archive(archives.write(), LIMITS);
        byte[] bytes = Files.readAllBytes(archive.file());
        int at = 0;
        while (bytes[at] != 7 || bytes[at + 7] != 7) {
            at++;
        }
        bytes[at] ^= 1;
        Files.write(archive.file(), bytes);

        assertRefused(archive, "set.zip is no whole .zip archive (second.png is cut or changed)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../1.png", "a/../../1.png", "..\\1.png", "/etc/1.png", "\\etc\\1.png", "C:\\1.png", "c:1.png"})
    void refusesNamesThatPointOutside(String name) throws Exception {
        for (String file : List.of(ZIP, TAR)) {
            assertRefused(archive(file, "0.png", name), file + " has an entry that points outside of it, ", "1.png");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/1.png", "A/1.png", "a/1.PNG", "a/1.png/2.png", "a", "./a//1.png"})
    void refusesNamesThatMayBeTheSameFile(String name) throws Exception {
        for (String file : List.of(ZIP, TAR)) {
            assertRefused(archive(file, "a/1.png", name), file + " has two entries that may be the same file");
        }
    }

    @Test
    void refusesLinks() throws Exception {
        for (String file : List.of(ZIP, TAR)) {
            Archives archives = new Archives(parent.resolve(file));
            archives.addLink("passwd.png", "/etc/passwd");
            assertRefused(new Archive(archives.write(), LIMITS), file + " has a link, passwd.png");
        }
        Archives hard = new Archives(parent.resolve(TAR));
        hard.addSpecial("hard.png", (byte) '1');
        assertRefused(new Archive(hard.write(), LIMITS), "has a link, hard.png");
    }

    @ParameterizedTest
    @ValueSource(chars = {'3', '4', '6', 'S', 'Z'})
    void refusesDevicesPipesAndWhateverElseIsNoFile(char type) throws Exception {
        Archives archives = new Archives(parent.resolve(TAR));
        archives.addSpecial("odd.png", (byte) type);
        assertRefused(new Archive(archives.write(), LIMITS), "odd.png");
    }

    @Test
    void refusesAZippedPipe() throws Exception {
        Archives archives = new Archives(parent.resolve(ZIP));
        archives.addPipe("pipe.png");
        assertRefused(new Archive(archives.write(), LIMITS), "has an entry that is no plain file", "pipe.png");
    }

    @Test
    void namesTheArchiveAndTheEntryInOneLineWhateverTheNameIs() throws Exception {
        assertRefused(archive(TAR, "../\u001B[2J\n1.png"), "../?[2J?1.png");
        assertRefused(archive(TAR, "x".repeat(2000)), "a name with 2000 characters, xxx", "...");
    }

    @Test
    void limitsAreAtLeastOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Archive.Limits(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Archive.Limits(1, 0));
    }

    /** Expects one sentence with these words in it, and that nothing but the archive is left. */
    private void assertRefused(Archive archive, String... words) throws IOException {
        List<String> before = names(parent);
        assertThatThrownBy(() -> archive.unpack(parent.resolve("set")))
                .isInstanceOf(IOException.class)
                .message()
                .startsWith(archive.file().toString())
                .contains(words)
                .doesNotContain("\n")
                .endsWith(".");
        assertThat(names(parent)).isEqualTo(before);
    }
}
