package org.visioncourse.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.visioncourse.data.Picture;

/** Pictures whose objects can be found by their colour: object i has the red value 100 + i on black. */
final class Marked {

    private static final int FIRST = 100;

    private Marked() {}

    /** Some rectangles that do not meet, in a picture of any size from 20x20 to 59x59. */
    static LabelledPicture draw(RandomGenerator random) {
        int height = random.nextInt(20, 60);
        int width = random.nextInt(20, 60);
        byte[] pixels = new byte[height * width * 3];
        List<LabelledBox> boxes = new ArrayList<>();
        for (int i = 0; i < 3; i++) { // each in a third of the width
            int left = i * width / 3 + random.nextInt(2);
            int right = left + random.nextInt(1, width / 3 - 1);
            int top = random.nextInt(height - 2);
            int bottom = random.nextInt(top + 1, height);
            for (int y = top; y < bottom; y++) {
                for (int x = left; x < right; x++) {
                    pixels[(y * width + x) * 3] = (byte) (FIRST + i);
                }
            }
            Box box = new Box(
                    (double) left / width, (double) top / height, (double) right / width, (double) bottom / height);
            boxes.add(new LabelledBox(i, box));
        }
        return new LabelledPicture(new Picture(pixels, height, width, 3), boxes);
    }

    /** The smallest box around the pixels of an object; its width is 0 where there are none. */
    static Box around(Picture picture, int label) {
        int left = picture.width();
        int right = 0;
        int top = picture.height();
        int bottom = 0;
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                if (picture.value(y, x, 0) == FIRST + label) {
                    left = Math.min(left, x);
                    right = Math.max(right, x + 1);
                    top = Math.min(top, y);
                    bottom = Math.max(bottom, y + 1);
                }
            }
        }
        double width = picture.width();
        double height = picture.height();
        return right == 0 ? new Box(0, 0, 0, 0) : new Box(left / width, top / height, right / width, bottom / height);
    }
}
