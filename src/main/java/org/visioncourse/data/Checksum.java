package org.visioncourse.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a file's bytes sum up to.
 *
 * @param algorithm one that Java knows: SHA-256, SHA-1 or MD5
 * @param hex the sum in lower-case hexadecimal digits, or the first eight of them where no more are published
 */
public record Checksum(String algorithm, String hex) {

    private static final int BEGINNING = 8;

    public Checksum {
        int digits = 2 * digest(algorithm).getDigestLength();
        if (!hex.matches("[0-9a-f]*") || hex.length() != digits && hex.length() != BEGINNING) {
            throw new IllegalArgumentException("the " + algorithm + " of a file has " + digits
                    + " lower-case hexadecimal digits, of which the first " + BEGINNING + " will do, not " + hex);
        }
    }

    /** The checksum of a file. */
    public static Checksum of(Path file, String algorithm) throws IOException {
        MessageDigest digest = digest(algorithm);
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return new Checksum(algorithm, HexFormat.of().formatHex(digest.digest()));
    }

    /** Whether a file with that checksum has this one. */
    boolean matches(Checksum whole) {
        return algorithm.equals(whole.algorithm) && whole.hex.startsWith(hex);
    }

    /** What a file's digits should be, for a message. */
    String expected() {
        return hex.length() == BEGINNING ? "one that begins with " + hex : hex;
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException("there is no checksum " + algorithm + ", but SHA-256, SHA-1 and MD5", e);
        }
    }

    @Override
    public String toString() {
        return algorithm + " " + (hex.length() == BEGINNING ? hex + "..." : hex);
    }
}
