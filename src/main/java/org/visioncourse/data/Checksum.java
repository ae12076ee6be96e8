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
 * @param hex the sum in lower-case hexadecimal digits
 */
public record Checksum(String algorithm, String hex) {

    public Checksum {
        int digits = 2 * digest(algorithm).getDigestLength();
        if (!hex.matches("[0-9a-f]{" + digits + "}")) {
            throw new IllegalArgumentException(
                    "the " + algorithm + " of a file has " + digits + " lower-case hexadecimal digits, not " + hex);
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

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException("there is no checksum " + algorithm + ", but SHA-256, SHA-1 and MD5", e);
        }
    }

    @Override
    public String toString() {
        return algorithm + " " + hex;
    }
}
