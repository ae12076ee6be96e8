package org.visioncourse.detection;

import java.util.List;
import org.visioncourse.data.Picture;

/**
 * A picture with the objects in it.
 *
 * @param picture of any size
 * @param boxes in fractions of that size; none where the picture shows only background
 */
public record LabelledPicture(Picture picture, List<LabelledBox> boxes) {

    public LabelledPicture {
        boxes = List.copyOf(boxes);
    }

    /** Another picture with the same boxes, such as this one in other colours. */
    LabelledPicture with(Picture other) {
        return new LabelledPicture(other, boxes);
    }
}
