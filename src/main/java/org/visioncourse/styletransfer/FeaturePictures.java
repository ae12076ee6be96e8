package org.visioncourse.styletransfer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import org.visioncourse.data.Picture;
import org.visioncourse.plots.ImageGrid;

/** What a network makes of a picture, for the eye. */
public final class FeaturePictures {

    private static final int WIDTH = 180; // of a map, about
    private static final int MATRIX = 256; // side of a matrix, at least about
    private static final Color POSITIVE = new Color(0x1F5FA8);
    private static final Color NEGATIVE = new Color(0xC0392B);

    private FeaturePictures() {}

    /**
     * Channels of a layer's output in a row, at even distances, as grey pictures: each from its least value, black, to its
     * largest.
     *
     * @param features of one picture, (1, C, H, W)
     * @param most channels to be shown
     */
    public static BufferedImage maps(NDArray features, int most) {
        Shape shape = features.getShape();
        int height = (int) shape.get(2);
        int width = (int) shape.get(3);
        float[] values = features.toFloatArray(); // (C, H, W)
        ImageGrid grid = new ImageGrid(most).scale(Math.max(1, Math.round((float) WIDTH / width)));
        for (int channel : ImageGrid.spread(most, (int) shape.get(1))) {
            int from = channel * height * width;
            float[] map = Arrays.copyOfRange(values, from, from + height * width);
            Picture picture = new Picture(grey(map), height, width, 1);
            grid.add((width > WIDTH ? picture.fitted(WIDTH) : picture).toImage(), "channel " + channel);
        }
        return grid.image();
    }

    private static byte[] grey(float[] map) {
        DoubleSummaryStatistics values =
                IntStream.range(0, map.length).mapToDouble(i -> map[i]).summaryStatistics();
        double range = values.getMax() - values.getMin();
        byte[] pixels = new byte[map.length];
        for (int i = 0; i < map.length; i++) {
            pixels[i] = (byte) Math.round(range > 0 ? 255 * (map[i] - values.getMin()) / range : 0);
        }
        return pixels;
    }

    /**
     * A picture with the pixels framed that the value in the middle of each layer's output sees.
     *
     * @param layers indices
     */
    public static BufferedImage receptiveFields(Picture picture, FeatureNetwork network, List<Integer> layers) {
        BufferedImage image = picture.toImage();
        Graphics2D graphics = image.createGraphics();
        for (int layer : layers) {
            Rectangle seen = network.receptiveField(new Shape(1, 3, picture.height(), picture.width()), layer);
            graphics.setColor(Color.BLACK); // one of the two is seen on any picture
            graphics.drawRect(seen.x - 1, seen.y - 1, seen.width + 1, seen.height + 1);
            graphics.setColor(Color.WHITE);
            graphics.drawRect(seen.x - 2, seen.y - 2, seen.width + 3, seen.height + 3);
        }
        graphics.dispose();
        return image;
    }

    /**
     * Gram matrices side by side, positive values blue and negative ones red. Colours go by the root of the values and are
     * the same in all, the darkest for the largest of them.
     *
     * @param captions one for each matrix
     * @param grams each (C, C)
     */
    public static BufferedImage grams(List<String> captions, NDArray... grams) {
        if (captions.size() != grams.length) {
            throw new IllegalArgumentException(captions.size() + " captions for " + grams.length + " matrices");
        }
        double largest = 0;
        for (NDArray gram : grams) {
            for (float value : gram.toFloatArray()) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        int side = (int) grams[0].getShape().get(0);
        ImageGrid grid = new ImageGrid(grams.length).scale(Math.max(1, Math.round((float) MATRIX / side)));
        for (int i = 0; i < grams.length; i++) {
            grid.add(matrix(grams[i], largest), captions.get(i));
        }
        return grid.image();
    }

    private static BufferedImage matrix(NDArray gram, double largest) {
        float[] values = gram.toFloatArray();
        int side = (int) gram.getShape().get(0);
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < values.length; i++) {
            double share = largest > 0 ? Math.sqrt(Math.abs(values[i]) / largest) : 0;
            image.setRGB(i % side, i / side, blend(values[i] < 0 ? NEGATIVE : POSITIVE, share));
        }
        return image;
    }

    /** White for a share of 0, the colour itself for 1. */
    private static int blend(Color colour, double share) {
        int red = (int) Math.round(255 + (colour.getRed() - 255) * share);
        int green = (int) Math.round(255 + (colour.getGreen() - 255) * share);
        int blue = (int) Math.round(255 + (colour.getBlue() - 255) * share);
        return red << 16 | green << 8 | blue;
    }
}
