package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.visioncourse.data.Picture;

class DetectionPicturesTest {

    private static byte[] pixels(BufferedImage image) {
        return Picture.of(image).pixels();
    }

    @Test
    void thePicturesInWhichTheObjectsAreFoundWorstComeFirst() {
        BoxSet set = FruitSet.bananas(6, 0);
        List<List<Detection>> found = new ArrayList<>();
        for (int i = 0; i < set.size(); i++) { // the later, the better; of the third nothing is found
            Box.Centre truth = set.boxes().get(i).get(0).box().toCentre();
            Box box = Box.fromCentre(new Box.Centre(
                    truth.x() + (6 - i) * 0.05 * truth.width(), truth.y(), truth.width(), truth.height()));
            found.add(List.of(new Detection(0, i == 2 ? 0.4 : 0.9, box)));
        }

        BufferedImage worst = DetectionPictures.worst(set, found);

        BufferedImage expected = DetectionPictures.found(
                set.subset(2, 0, 1, 3), List.of(found.get(2), found.get(0), found.get(1), found.get(3)));
        assertThat(pixels(worst)).isEqualTo(pixels(expected));
    }
}
