package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.visioncourse.data.Picture;

/** The conditions of SSD's crop, on a picture whose pixels tell where they came from. */
class RandomBoxCropTest {

    private static final int SIDE = 200;
    private static final Box BOX = new Box(0.3, 0.25, 0.7, 0.85);

    /** The crop's window, from the first pixel that it shows. */
    private static Box window(Picture cut) {
        double left = cut.value(0, 0, 0);
        double top = cut.value(0, 0, 1);
        return new Box(left / SIDE, top / SIDE, (left + cut.width()) / SIDE, (top + cut.height()) / SIDE);
    }

    private static LabelledPicture picture(Box... boxes) {
        byte[] pixels = new byte[SIDE * SIDE * 3];
        for (int i = 0; i < SIDE * SIDE; i++) {
            pixels[3 * i] = (byte) (i % SIDE);
            pixels[3 * i + 1] = (byte) (i / SIDE);
        }
        List<LabelledBox> labelled =
                List.of(boxes).stream().map(box -> new LabelledBox(0, box)).toList();
        return new LabelledPicture(new Picture(pixels, SIDE, SIDE, 3), labelled);
    }

    /** A generator whose first draw is the choice among SSD's seven. */
    private static RandomGenerator choosing(int choice, long seed) {
        SplittableRandom source = new SplittableRandom(seed);
        return new RandomGenerator() {
            private boolean chosen;

            @Override
            public long nextLong() {
                return source.nextLong();
            }

            @Override
            public int nextInt(int bound) {
                if (!chosen) {
                    chosen = true;
                    return choice;
                }
                return source.nextInt(bound);
            }
        };
    }

    @Test
    void cropsMeetTheIouThatWasChosen() {
        double[] least = {0, 0.1, 0.3, 0.5, 0.7, 0.9};
        for (int choice = 0; choice < least.length; choice++) {
            double lowest = 1;
            int cropped = 0;
            for (int i = 0; i < 2000; i++) {
                LabelledPicture before = picture(BOX);
                LabelledPicture after = new RandomBoxCrop().apply(before, choosing(choice, i));
                if (after != before) {
                    cropped++;
                    lowest = Math.min(lowest, window(after.picture()).iou(BOX));
                }
            }
            assertThat(cropped).as("of choice " + choice).isGreaterThan(choice < 4 ? 1900 : 0);
            assertThat(lowest).isBetween(least[choice], least[choice] + 0.2);
        }
    }

    @Test
    void cropsHoldTheMiddleOfWhatStaysAndOfNothingElse() {
        Box other = new Box(0.75, 0.1, 0.95, 0.3);
        for (int i = 0; i < 3000; i++) {
            LabelledPicture after = new RandomBoxCrop().apply(picture(BOX, other), new SplittableRandom(i));
            Box window = window(after.picture());
            assertThat(after.boxes()).hasSize((holds(window, 0.5, 0.55) ? 1 : 0) + (holds(window, 0.85, 0.2) ? 1 : 0));
        }
    }

    private static boolean holds(Box window, double x, double y) {
        return window.xmin() < x && x < window.xmax() && window.ymin() < y && y < window.ymax();
    }

    @Test
    void cropsAreOfManySizesWithinTheLimits() {
        List<Box> windows = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            windows.add(window(
                    new RandomBoxCrop().apply(picture(BOX), choosing(0, i)).picture()));
        }
        assertThat(windows).allSatisfy(window -> {
            assertThat(window.width()).isBetween(0.295, 1.0);
            assertThat(window.height()).isBetween(0.295, 1.0);
            assertThat(window.width() / window.height()).isBetween(0.49, 2.04);
        });
        assertThat(windows.stream().mapToDouble(Box::width).min().orElseThrow()).isLessThan(0.35);
        assertThat(windows.stream().mapToDouble(Box::width).max().orElseThrow()).isGreaterThan(0.95);
    }

    @Test
    void leavesThePictureWholeByChoiceAndWhereNothingIsToBeFound() {
        assertThat(new RandomBoxCrop().apply(picture(BOX), choosing(6, 0)).boxes())
                .isEqualTo(picture(BOX).boxes());
        LabelledPicture background = picture();
        assertThat(new RandomBoxCrop().apply(background, new SplittableRandom(1)))
                .isSameAs(background);
        LabelledPicture tiny = picture(new Box(0, 0, 0.01, 0.01)); // no part of 0.3 has an IoU of 0.9 with it
        assertThat(new RandomBoxCrop().apply(tiny, choosing(5, 1))).isSameAs(tiny);
    }
}
