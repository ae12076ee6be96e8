package org.visioncourse.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The change from bytes to a network's input: (value / 255 - mean) / std, with a mean and a std for each channel.
 *
 * @param mean of each channel, in [0, 1]
 * @param std standard deviation of each channel, in the same unit, above 0
 */
public record Normalisation(List<Float> mean, List<Float> std) {

    /**
     * The usual figures for CIFAR-10. The second row is the mean of the deviations inside single pictures; the
     * deviation over all pixels, which {@link #of} computes, is about (0.247, 0.243, 0.262).
     */
    public static final Normalisation CIFAR10 =
            new Normalisation(List.of(0.4914f, 0.4822f, 0.4465f), List.of(0.2023f, 0.1994f, 0.2010f));

    /** What published ImageNet weights expect (torchvision). */
    public static final Normalisation IMAGENET =
            new Normalisation(List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f));

    /** @throws IllegalArgumentException if the lists differ in length or a std is not above 0 */
    public Normalisation {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (mean.isEmpty() || mean.size() != std.size()) {
            throw new IllegalArgumentException(
                    "mean and std need one value for each channel, not " + mean.size() + " and " + std.size());
        }
        for (float value : std) {
            if (!(value > 0)) {
                throw new IllegalArgumentException("std must be above 0: " + std);
            }
        }
    }

    /** Only the division by 255: values in [0, 1]. */
    public static Normalisation unit(int channels) {
        return new Normalisation(Collections.nCopies(channels, 0f), Collections.nCopies(channels, 1f));
    }

    /**
     * Mean and standard deviation of each channel over all pixels of a set.
     *
     * @throws IllegalArgumentException if the set is empty, or a channel has the same value everywhere
     */
    public static Normalisation of(ImageSet images) {
        int channels = images.channels();
        byte[] pixels = images.pixels();
        List<Float> means = new ArrayList<>();
        List<Float> stds = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            long sum = 0;
            long squares = 0;
            for (int i = c; i < pixels.length; i += channels) {
                int value = pixels[i] & 0xff;
                sum += value;
                squares += value * value;
            }
            double count = pixels.length / channels;
            double mean = sum / count;
            means.add((float) (mean / 255));
            stds.add((float) (Math.sqrt(squares / count - mean * mean) / 255));
        }
        return new Normalisation(means, stds);
    }

    /** The number of channels, C. */
    public int channels() {
        return mean.size();
    }

    /** The normalised value of every byte, of shape (C, 256) in one row. */
    public float[] table() {
        float[] table = new float[channels() * 256];
        for (int c = 0; c < channels(); c++) {
            for (int value = 0; value < 256; value++) {
                table[c * 256 + value] = (value / 255f - mean.get(c)) / std.get(c);
            }
        }
        return table;
    }

    /** The mean as a pixel, rounded. */
    byte[] meanBytes(int channels) {
        requireChannels(channels);
        byte[] colour = new byte[channels];
        for (int c = 0; c < channels; c++) {
            colour[c] = (byte) Math.round(mean.get(c) * 255);
        }
        return colour;
    }

    void requireChannels(int channels) {
        if (channels != channels()) {
            throw new IllegalArgumentException(
                    "a normalisation of " + channels() + " channels does not fit pictures of " + channels);
        }
    }
}
