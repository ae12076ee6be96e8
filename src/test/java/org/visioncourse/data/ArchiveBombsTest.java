package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveBombsTest {

    private static final List<String> BOTH = List.of("set.zip", "set.tar.gz");
    private static final Archive.Limits LIMITS = new Archive.Limits(10, 100_000);

    @TempDir
    private Path parent;

    @Test
    void anArchiveMayBeAsLargeAsItsLimits() throws Exception {
        for (String file : BOTH) {
            Archives archives = new Archives(parent.resolve(file));
            for (int i = 0; i < 10; i++) {
                archives.add(i + ".png", new byte[10_000]);
            }
            new Archive(archives.write(), LIMITS).unpack(parent.resolve(file + " unpacked"));
        }
    }

    @Test
    void aFileThatUnpacksToTooMuchIsRefused() throws Exception {
        for (String file : BOTH) {
            Archives archives = new Archives(parent.resolve(file));
            archives.add("zeros.png", new byte[100_001]);
            assertRefused(archives, "more than the 100000 bytes", "the 100001 bytes of zeros.png");
        }
    }

    @Test
    void filesThatUnpackToTooMuchTogetherAreRefused() throws Exception {
        for (String file : BOTH) {
            Archives archives = new Archives(parent.resolve(file));
            archives.add("1.png", new byte[60_000]);
            archives.add("2.png", new byte[60_000]);
            assertRefused(archives, "more than the 100000 bytes", "the 60000 bytes of 2.png");
        }
    }

    @Test
    void tooManyFilesAreRefused() throws Exception {
        for (String file : BOTH) {
            Archives archives = new Archives(parent.resolve(file));
            for (int i = 0; i < 11; i++) {
                archives.add(i + ".png", new byte[0]);
            }
            assertRefused(archives, "more than the 10 files and folders", "10.png");
        }
    }

    @Test
    void tooManyFoldersInOneNameAreRefused() throws Exception {
        for (String file : BOTH) {
            Archives archives = new Archives(parent.resolve(file));
            archives.add("a/".repeat(200) + "1.png", new byte[0]);
            assertRefused(archives, "more than the 10 files and folders", "a/a/a/");
        }
    }

    @Test
    void aZippedFileThatUnpacksToMoreThanItClaimsIsRefused() throws Exception {
        Archives archives = new Archives(parent.resolve("set.zip"));
        archives.add("1.png", new byte[5_000_000]);
        Path zip = archives.write();
        claim(zip, 5_000_000, 1_000);
        assertRefused(zip, "unpacks to more than the 1000 bytes it claims, 1.png");
    }

    @Test
    void aZippedFileThatUnpacksToLessThanItClaimsIsDamaged() throws Exception {
        Archives archives = new Archives(parent.resolve("set.zip"));
        archives.add("1.png", new byte[5_000]);
        Path zip = archives.write();
        claim(zip, 5_000, 6_000);
        assertRefused(zip, "is no whole .zip archive", "1.png");
    }

    /** Puts another size wherever this one stands. */
    private static void claim(Path zip, int size, int claimed) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(zip)).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + Integer.BYTES <= bytes.capacity(); at++) {
            if (bytes.getInt(at) == size) {
                bytes.putInt(at, claimed);
            }
        }
        Files.write(zip, bytes.array());
    }

    @Test
    void aTarThatClaimsMoreThanAnythingIsRefusedBeforeItIsRead() throws Exception {
        TarArchiveEntry huge = new TarArchiveEntry("huge.png");
        huge.setSize(1L << 32);
        assertRefused(tarOf(huge, 0), "the 4294967296 bytes of huge.png");
    }

    @Test
    void aTarWhoseNamesOrEndNeverEndIsRefused() throws Exception {
        TarArchiveEntry name = new TarArchiveEntry("././@LongLink", (byte) 'L');
        name.setSize(1L << 32);
        assertRefused(tarOf(name, 1 << 20), "unpacks to far more than the files that belong into it");
        assertRefused(tarOf(null, 1 << 20), "unpacks to far more than the files that belong into it");
    }

    /** One header and so many zeros. */
    private Path tarOf(TarArchiveEntry entry, int zeros) throws IOException {
        Path file = parent.resolve("set.tar.gz");
        byte[] header = new byte[512];
        if (entry != null) {
            entry.writeEntryHeader(header);
        }
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
            gzip.write(header);
            gzip.write(new byte[zeros]);
        }
        return file;
    }

    private void assertRefused(Archives archives, String... words) throws IOException {
        assertRefused(archives.write(), words);
    }

    /** Expects one sentence with these words in it, and that nothing but the archive is left. */
    private void assertRefused(Path file, String... words) throws IOException {
        List<String> before = names();
        assertThatThrownBy(() -> new Archive(file, LIMITS).unpack(parent.resolve("set")))
                .isInstanceOf(IOException.class)
                .message()
                .startsWith(file.toString())
                .contains(words)
                .doesNotContain("\n")
                .endsWith(".");
        assertThat(names()).isEqualTo(before);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> paths = Files.list(parent)) {
            return paths.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
