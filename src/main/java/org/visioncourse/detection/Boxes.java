package org.visioncourse.detection;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Many boxes in one order, such as all anchors of a network or all truths of a picture.
 *
 * <p>Their edges stand in four arrays of floats, one for each edge, so that a loop over thousands of boxes runs on the
 * processor's vector units. {@link Box} is one of them; boxes do not change.
 */
public final class Boxes {

    private static final int EDGES = 4;

    final float[] xmin;
    final float[] ymin;
    final float[] xmax;
    final float[] ymax;

    private Boxes(int size) {
        xmin = new float[size];
        ymin = new float[size];
        xmax = new float[size];
        ymax = new float[size];
    }

    /** The boxes of a list, rounded to floats. */
    public static Boxes of(List<Box> list) {
        Boxes boxes = new Boxes(list.size());
        for (int i = 0; i < list.size(); i++) {
            Box box = list.get(i);
            boxes.set(i, (float) box.xmin(), (float) box.ymin(), (float) box.xmax(), (float) box.ymax());
        }
        return boxes;
    }

    /**
     * The boxes of rows (xmin, ymin, xmax, ymax).
     *
     * @param corners of shape (n, 4) in one row
     * @throws IllegalArgumentException if the last row is not whole, or a row is not a {@link Box}
     */
    public static Boxes ofCorners(float... corners) {
        if (corners.length % EDGES != 0) {
            throw new IllegalArgumentException("boxes have 4 edges each, but there are " + corners.length);
        }
        return of(IntStream.range(0, corners.length / EDGES)
                .map(i -> EDGES * i)
                .mapToObj(i -> new Box(corners[i], corners[i + 1], corners[i + 2], corners[i + 3]))
                .toList());
    }

    /** The boxes of these middles and sizes, (x, y, width, height) by four arrays of one length. */
    static Boxes ofCentres(double[] x, double[] y, double[] width, double[] height) {
        Boxes boxes = new Boxes(x.length);
        for (int i = 0; i < x.length; i++) {
            boxes.set(
                    i,
                    (float) (x[i] - width[i] / 2),
                    (float) (y[i] - height[i] / 2),
                    (float) (x[i] + width[i] / 2),
                    (float) (y[i] + height[i] / 2));
        }
        return boxes;
    }

    /** The boxes of several parts, one part after the other: the anchors of all feature maps. */
    public static Boxes concat(List<Boxes> parts) {
        Boxes boxes = new Boxes(parts.stream().mapToInt(Boxes::size).sum());
        int at = 0;
        for (Boxes part : parts) {
            System.arraycopy(part.xmin, 0, boxes.xmin, at, part.size());
            System.arraycopy(part.ymin, 0, boxes.ymin, at, part.size());
            System.arraycopy(part.xmax, 0, boxes.xmax, at, part.size());
            System.arraycopy(part.ymax, 0, boxes.ymax, at, part.size());
            at += part.size();
        }
        return boxes;
    }

    private void set(int i, float left, float top, float right, float bottom) {
        xmin[i] = left;
        ymin[i] = top;
        xmax[i] = right;
        ymax[i] = bottom;
    }

    /** How many they are, 0 or more. */
    public int size() {
        return xmin.length;
    }

    /**
     * Box i.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public Box get(int i) {
        return new Box(xmin[i], ymin[i], xmax[i], ymax[i]);
    }

    /** These boxes, in this order; one may come several times. */
    public Boxes select(int... indices) {
        Boxes boxes = new Boxes(indices.length);
        for (int i = 0; i < indices.length; i++) {
            int from = indices[i];
            boxes.set(i, xmin[from], ymin[from], xmax[from], ymax[from]);
        }
        return boxes;
    }

    /** Rows (xmin, ymin, xmax, ymax), of shape (n, 4) in one row. */
    public float[] corners() {
        float[] corners = new float[EDGES * size()];
        for (int i = 0; i < size(); i++) {
            corners[EDGES * i] = xmin[i];
            corners[EDGES * i + 1] = ymin[i];
            corners[EDGES * i + 2] = xmax[i];
            corners[EDGES * i + 3] = ymax[i];
        }
        return corners;
    }
}
