package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteFileTest {

    /** The sums of "abc" in FIPS 180-4's examples and RFC 1321. */
    @Test
    void checksumsAreThePublishedOnes(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("abc"), "abc");
        assertThat(Checksum.of(file, "SHA-256").hex())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Checksum.of(file, "SHA-1").hex()).isEqualTo("a9993e364706816aba3e25717850c26c9cd0d89d");
        assertThat(Checksum.of(file, "MD5")).hasToString("MD5 900150983cd24fb0d6963f7d28e17f72");
    }

    @Test
    void aChecksumThatCannotBeOneIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Checksum("MD5", "900150983CD24FB0D6963F7D28E17F72"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Checksum("SHA-1", "900150983cd24fb0d6963f7d28e17f72"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Checksum("CRC", "00"))
                .withMessageContaining("CRC");
    }

    @Test
    void theFirstEightDigitsOfAChecksumWillDo(@TempDir Path folder) throws Exception {
        Checksum whole = Checksum.of(Files.writeString(folder.resolve("abc"), "abc"), "SHA-256");
        Checksum beginning = new Checksum("SHA-256", "ba7816bf");
        assertThat(beginning.matches(whole)).isTrue();
        assertThat(beginning).hasToString("SHA-256 ba7816bf...");
        assertThat(new Checksum("SHA-256", "ba7816be").matches(whole)).isFalse();
        assertThat(new Checksum("SHA-1", "ba7816bf").matches(whole)).isFalse();
        assertThat(whole.matches(beginning)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new Checksum("SHA-256", "ba7816b"));
    }

    @Test
    void anAddressThatIsNotOfAServerIsRefused() {
        Checksum checksum = new Checksum("MD5", "900150983cd24fb0d6963f7d28e17f72");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RemoteFile(URI.create("file:///etc/passwd"), 1, checksum));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RemoteFile(URI.create("https://example.org/x"), 0, checksum));
    }

    @Test
    void progressTellsRateShareAndTimeLeft() {
        DownloadProgress progress = new DownloadProgress(new PrintStream(OutputStream.nullOutputStream()), true);
        assertThat(progress.line(50 << 20, 200 << 20, 25)).isEqualTo("50.0 MiB  2.0 MiB/s  25 %  1:15 left");
        assertThat(progress.line(50 << 20, RemoteFile.UNKNOWN, 25)).isEqualTo("50.0 MiB  2.0 MiB/s");
        progress.start(URI.create("https://example.org/x"), 200 << 20, Path.of("x"), 40 << 20);
        assertThat(progress.line(50 << 20, 200 << 20, 10)).isEqualTo("50.0 MiB  1.0 MiB/s  25 %  2:30 left");
    }
}
