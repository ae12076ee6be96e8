package org.visioncourse.detection;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.visioncourse.data.DataFolder;
import org.visioncourse.data.ImageFile;
import org.visioncourse.data.Picture;

/**
 * A picture on which boxes and anchors are explained, with its {@link AnchorExample}.
 *
 * @param picture of any size
 * @param example the boxes, in fractions of the picture
 */
public record AnchorScene(Picture picture, AnchorExample example) {

    /** D2L's photograph of a dog and a cat, {@code catdog.jpg}: its rows. */
    public static final int D2L_HEIGHT = 561;

    /** Its columns. */
    public static final int D2L_WIDTH = 728;

    private static final int KINDS = 3;
    private static final int MOST_FRUITS = 5;
    private static final long SEED = 0; // five fruits of three kinds, apart from one another
    private static final int SIDE = 400; // the longer one of the drawing
    private static final byte GREY = (byte) 0xE4;

    /**
     * The scene of some data.
     *
     * @param data {@link DetectionConfig#SAMPLE} for generated fruit, else an image file or its name under {@link
     *     DataFolder#root}; it gets the boxes of D2L's example, whatever it shows
     * @throws IOException if there is no such file, or it cannot be read, in one sentence
     */
    public static AnchorScene of(String data) throws IOException {
        return data.equals(DetectionConfig.SAMPLE) ? fruit() : photograph(DataFolder.resolve(data));
    }

    /** Five generated fruits of three kinds. */
    public static AnchorScene fruit() {
        BoxSet fruit = FruitSet.draw(1, KINDS, MOST_FRUITS, SEED);
        LabelledPicture scene = fruit.get(0);
        return new AnchorScene(scene.picture(), AnchorExample.about(scene.boxes(), fruit.classNames()));
    }

    /** {@link AnchorExample#d2l} on a photograph. */
    static AnchorScene photograph(Path file) throws IOException {
        return new AnchorScene(ImageFile.read(file), AnchorExample.d2l());
    }

    /** {@link AnchorExample#d2l} on an empty picture of its photograph's size. */
    public static AnchorScene d2l() {
        byte[] pixels = new byte[D2L_HEIGHT * D2L_WIDTH * 3];
        Arrays.fill(pixels, GREY);
        return new AnchorScene(new Picture(pixels, D2L_HEIGHT, D2L_WIDTH, 3), AnchorExample.d2l());
    }

    /**
     * Draws anchors on it.
     *
     * @param side the longer one of a drawing, in pixels
     */
    public AnchorPictures pictures(int side) {
        return new AnchorPictures(picture, side);
    }

    /** The picture with its objects' boxes, each in the colour of its class. */
    public BufferedImage image() {
        BoxPicture drawn = new BoxPicture(picture.fitted(SIDE).toImage());
        for (LabelledBox truth : example.truths()) {
            Color colour = BoxPicture.colour(truth.label());
            drawn.add(truth.box(), example.classNames().get(truth.label()), colour);
        }
        return drawn.image();
    }
}
