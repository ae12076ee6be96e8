package org.visioncourse.detection;

/**
 * An object in a picture: what it is and where.
 *
 * @param label its class number, from 0; the background has none
 * @param box around it
 */
public record LabelledBox(int label, Box box) {

    /** @throws IllegalArgumentException if the class number is negative */
    public LabelledBox {
        if (label < 0) {
            throw new IllegalArgumentException("class numbers count from 0: " + label);
        }
    }
}
