package org.visioncourse.data;

/** Pictures that go on beyond their edges as in a mirror, whose plane is the middle of the edge's pixels. */
final class Reflection {

    private Reflection() {}

    /**
     * The picture's size, cut out of the picture and its mirror images.
     *
     * @param top row of the picture at which the result's first row lies; less than the height, either way
     * @param left the same of the columns
     */
    static Picture shifted(Picture picture, int top, int left) {
        int height = picture.height();
        int width = picture.width();
        int channels = picture.channels();
        if (Math.abs(top) >= height || Math.abs(left) >= width) {
            throw new IllegalArgumentException("a picture of " + height + "x" + width + " has no mirror image " + top
                    + " and " + left + " pixels away");
        }
        byte[] shifted = new byte[picture.pixels().length];
        for (int y = 0; y < height; y++) {
            int row = reflected(y + top, height) * width;
            for (int x = 0; x < width; x++) {
                int from = (row + reflected(x + left, width)) * channels;
                System.arraycopy(picture.pixels(), from, shifted, (y * width + x) * channels, channels);
            }
        }
        return new Picture(shifted, height, width, channels);
    }

    private static int reflected(int i, int size) {
        int inside = Math.abs(i);
        return inside < size ? inside : 2 * (size - 1) - inside;
    }
}
