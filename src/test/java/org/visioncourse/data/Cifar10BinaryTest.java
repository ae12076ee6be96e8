package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10BinaryTest {

    private static final int RECORD = 3073;

    @TempDir
    private Path parent;

    private Path folder;

    /** Five batches of two records and a test batch of one: record r of batch b is of class b + r. */
    @BeforeEach
    void writeASmallSet() throws IOException {
        folder = Files.createDirectory(parent.resolve("cifar-10-batches-bin"));
        for (int batch = 1; batch <= 5; batch++) {
            Files.write(folder.resolve("data_batch_" + batch + ".bin"), records(batch, batch, batch + 1));
        }
        Files.write(folder.resolve("test_batch.bin"), records(9, 3));
    }

    private static byte[] records(long seed, int... labels) {
        byte[] bytes = new byte[labels.length * RECORD];
        new SplittableRandom(seed).nextBytes(bytes);
        for (int i = 0; i < labels.length; i++) {
            bytes[i * RECORD] = (byte) labels[i];
        }
        return bytes;
    }

    /** The small set as an archive, and what {@code more} adds to it. */
    private Path archive(TarArchiveEntry... more) throws IOException {
        Path file = parent.resolve("cifar-10-binary.tar.gz");
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (TarArchiveEntry entry : more) {
                byte[] header = new byte[512];
                entry.writeEntryHeader(header);
                gzip.write(header);
            }
            TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip);
            for (Path path : list()) {
                TarArchiveEntry entry = new TarArchiveEntry("cifar-10-batches-bin/" + path.getFileName());
                entry.setSize(Files.size(path));
                tar.putArchiveEntry(entry);
                Files.copy(path, tar);
                tar.closeArchiveEntry();
            }
            tar.finish();
        }
        return file;
    }

    private List<Path> list() throws IOException {
        try (var paths = Files.list(folder)) {
            return paths.sorted().toList();
        }
    }

    @Test
    void readsTheRecordsOfAllBatchesInOrder() throws Exception {
        Cifar10Binary.Splits splits = Cifar10Binary.read(folder);
        assertThat(splits.train().labels()).containsExactly(1, 2, 2, 3, 3, 4, 4, 5, 5, 6);
        assertThat(splits.test().labels()).containsExactly(3);
        assertThat(splits.train().classNames()).startsWith("airplane").endsWith("truck");
    }

    @Test
    void bringsTheThreePlanesOfARecordTogether() throws Exception {
        Picture picture = Cifar10Binary.read(folder).train().picture(3); // the second record of the second batch
        byte[] record = Arrays.copyOfRange(Files.readAllBytes(folder.resolve("data_batch_2.bin")), RECORD, 2 * RECORD);
        assertThat(picture.height()).isEqualTo(32);
        for (int c = 0; c < 3; c++) {
            assertThat(picture.value(0, 0, c)).isEqualTo(record[1 + c * 1024] & 0xff);
            assertThat(picture.value(7, 30, c)).isEqualTo(record[1 + c * 1024 + 7 * 32 + 30] & 0xff);
        }
    }

    @Test
    void readsTheSameFromFolderParentAndArchive() throws Exception {
        ImageSet expected = Cifar10Binary.read(folder).train();
        assertThat(Cifar10Binary.read(parent).train().pixels()).isEqualTo(expected.pixels());
        Path archive = archive();
        assertThat(Cifar10Binary.read(archive).train().pixels()).isEqualTo(expected.pixels());
        assertThat(Cifar10Binary.read(archive).test().labels()).containsExactly(3);
    }

    @Test
    void findsTheArchiveInAFolder() throws Exception {
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Files.move(archive(), elsewhere.resolve("cifar-10-binary.tar.gz"));
        assertThat(Cifar10Binary.read(elsewhere).train().size()).isEqualTo(10);
        assertThat(elsewhere).isDirectoryNotContaining(path -> !path.toString().endsWith(".tar.gz"));
    }

    @Test
    void takesTheClassNamesOfTheSet() throws Exception {
        Files.writeString(folder.resolve("batches.meta.txt"), "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\n");
        assertThat(Cifar10Binary.read(folder).test().classNames())
                .startsWith("a")
                .endsWith("j");
        Files.writeString(folder.resolve("batches.meta.txt"), "a\nb\n");
        assertRefused(folder, "batches.meta.txt", "names 2 classes instead of 10");
    }

    @Test
    void saysWhichFileWasCut() throws Exception {
        Files.write(folder.resolve("data_batch_3.bin"), new byte[RECORD + 5]);
        assertRefused(folder, "data_batch_3.bin", "3078 bytes", "3073");
        Files.write(folder.resolve("data_batch_3.bin"), new byte[0]);
        assertRefused(folder, "data_batch_3.bin", " 0 bytes");
    }

    @Test
    void saysWhichRecordHasAWrongClass() throws Exception {
        Files.write(folder.resolve("data_batch_4.bin"), records(1, 9, 10));
        assertRefused(folder, "data_batch_4.bin", "class 10 in record 1");
        Files.write(folder.resolve("data_batch_4.bin"), records(1, 255));
        assertRefused(folder, "class 255 in record 0");
    }

    @Test
    void saysWhichFileIsMissing() throws Exception {
        Files.delete(folder.resolve("data_batch_5.bin"));
        assertRefused(folder, "data_batch_5.bin is missing in " + folder);
        assertRefused(archive(), "data_batch_5.bin is missing in ", ".tar.gz");
        assertRefused(parent.resolve("nowhere"), "There is no ", "nowhere");
    }

    @Test
    void refusesAFileThatIsTooLarge() throws Exception {
        Files.write(folder.resolve("test_batch.bin"), new byte[10_001 * RECORD]);
        assertRefused(folder, "test_batch.bin", "30733073 bytes");
    }

    @Test
    void refusesAnArchiveThatIsCutAnywhere() throws Exception {
        Path archive = archive();
        byte[] whole = Files.readAllBytes(archive);
        for (int length = 0; length < whole.length; length += 1013) {
            Files.write(archive, Arrays.copyOf(whole, length));
            assertRefused(archive, "cifar-10-binary.tar.gz is no whole .tar.gz archive");
        }
        Files.write(archive, Arrays.copyOf(whole, whole.length - 1));
        assertRefused(archive, "is no whole .tar.gz archive");
    }

    @Test
    void refusesAnArchiveWithAnyByteChanged() throws Exception {
        Path archive = archive();
        byte[] whole = Files.readAllBytes(archive);
        for (int at = 10; at < whole.length; at += 487) { // the first ten bytes hold a time that nobody checks
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x55;
            Files.write(archive, damaged);
            assertRefused(archive, "cifar-10-binary.tar.gz");
        }
    }

    @Test
    void refusesAnEntryThatPointsOutside() throws Exception {
        assertRefused(archive(new TarArchiveEntry("../data_batch_1.bin")), "points outside", "../data_batch_1.bin");
        assertRefused(archive(new TarArchiveEntry("/etc/passwd", true)), "points outside", "/etc/passwd");
        assertRefused(archive(new TarArchiveEntry("a/../../b")), "points outside");
    }

    @Test
    void refusesALink() throws Exception {
        TarArchiveEntry link = new TarArchiveEntry("data_batch_1.bin", TarConstants.LF_SYMLINK);
        link.setLinkName("/etc/passwd");
        assertRefused(archive(link), "has a link, data_batch_1.bin");
    }

    @Test
    void refusesAnEntryThatIsAbsurdlyLarge() throws Exception {
        TarArchiveEntry huge = new TarArchiveEntry("data_batch_1.bin");
        huge.setSize(1L << 32);
        assertRefused(archive(huge), "4294967296 bytes", "data_batch_1.bin");
    }

    @Test
    void refusesAnArchiveThatUnpacksWithoutEnd() throws Exception {
        Path archive = parent.resolve("bomb.tar.gz");
        TarArchiveEntry name = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
        name.setSize(1L << 32);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            byte[] header = new byte[512];
            name.writeEntryHeader(header);
            gzip.write(header);
            byte[] block = new byte[1 << 20];
            Arrays.fill(block, (byte) 'x');
            for (int i = 0; i < 260; i++) {
                gzip.write(block);
            }
        }
        Files.write(archive, bytes.toByteArray());
        assertRefused(archive, "bomb.tar.gz unpacks to far more");
    }

    @Test
    void readsTheWholeSet() throws Exception {
        Path set = DataFolder.root().resolve("cifar10");
        Assumptions.assumeTrue(Files.isDirectory(set), "needs CIFAR-10 in COURSE_DATA");
        Cifar10Binary.Splits splits = Cifar10Binary.read(set);
        assertThat(splits.train().size()).isEqualTo(50_000);
        assertThat(splits.test().size()).isEqualTo(10_000);
        for (int label = 0; label < 10; label++) {
            int wanted = label;
            assertThat(Arrays.stream(splits.train().labels()).filter(l -> l == wanted))
                    .hasSize(5000);
            assertThat(Arrays.stream(splits.test().labels()).filter(l -> l == wanted))
                    .hasSize(1000);
        }
    }

    /** Expects one sentence with these words in it. */
    private static void assertRefused(Path path, String... words) {
        assertThatThrownBy(() -> Cifar10Binary.read(path))
                .isInstanceOf(IOException.class)
                .message()
                .contains(words)
                .doesNotContain("\n")
                .endsWith(".");
    }
}
