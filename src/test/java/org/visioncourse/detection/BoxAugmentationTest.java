package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BoxAugmentationTest {

    private static final int RUNS = 2000;

    private final RandomGenerator random = new SplittableRandom(3);

    private static void requireSame(Box box, Box expected) {
        assertThat(box.xmin()).isCloseTo(expected.xmin(), within(1e-9));
        assertThat(box.ymin()).isCloseTo(expected.ymin(), within(1e-9));
        assertThat(box.xmax()).isCloseTo(expected.xmax(), within(1e-9));
        assertThat(box.ymax()).isCloseTo(expected.ymax(), within(1e-9));
    }

    @Test
    void everyBoxFitsItsPixelsAfterAFlip() {
        int flipped = 0;
        for (int i = 0; i < RUNS; i++) {
            LabelledPicture before = Marked.draw(random);
            LabelledPicture after = BoxAugmentation.horizontalFlip().apply(before, random);
            assertThat(after.boxes()).hasSameSizeAs(before.boxes());
            for (LabelledBox labelled : after.boxes()) {
                requireSame(labelled.box(), Marked.around(after.picture(), labelled.label()));
            }
            flipped += after == before ? 0 : 1;
        }
        assertThat(flipped / (double) RUNS).isCloseTo(0.5, within(0.05));
    }

    @Test
    void everyBoxThatStaysFitsWhatTheCropShowsOfIt() {
        for (int i = 0; i < RUNS; i++) {
            LabelledPicture after = BoxAugmentation.randomCrop().apply(Marked.draw(random), random);
            assertThat(after.boxes()).isNotEmpty();
            for (LabelledBox labelled : after.boxes()) {
                requireSame(labelled.box(), Marked.around(after.picture(), labelled.label()));
            }
        }
    }

    @Test
    void flippedTwiceIsTheSame() {
        RandomGenerator always = () -> -1L; // nextBoolean is its sign
        LabelledPicture before = Marked.draw(random);
        BoxAugmentation flip = BoxAugmentation.horizontalFlip();
        LabelledPicture once = flip.apply(before, always);
        assertThat(once.picture().pixels()).isNotEqualTo(before.picture().pixels());
        LabelledPicture twice = flip.apply(once, always);
        assertThat(twice.picture().pixels()).isEqualTo(before.picture().pixels());
        for (int i = 0; i < 3; i++) {
            requireSame(twice.boxes().get(i).box(), before.boxes().get(i).box());
        }
    }

    @Test
    void scalesAndColoursLeaveTheBoxesInFractions() {
        LabelledPicture before = Marked.draw(random);
        LabelledPicture scaled = BoxAugmentation.resize(64, 32).apply(before, random);
        assertThat(scaled.boxes()).isEqualTo(before.boxes());
        assertThat(scaled.picture().height()).isEqualTo(64);
        assertThat(scaled.picture().width()).isEqualTo(32);
        LabelledPicture coloured = BoxAugmentation.colourJitter(0.5, 0.5, 0.5).apply(before, random);
        assertThat(coloured.boxes()).isEqualTo(before.boxes());
        assertThat(coloured.picture().pixels()).isNotEqualTo(before.picture().pixels());
    }
}
