package org.visioncourse.detection;

/** Intersection over union of many pairs of boxes: {@link Box#iou} in floats, on the processor's vector units. */
public final class Iou {

    private Iou() {}

    /**
     * The IoU of each of {@code a} with each of {@code b}.
     *
     * @return values in [0, 1], of shape (size of a, size of b)
     */
    public static float[][] ofAllPairs(Boxes a, Boxes b) {
        float[][] iou = new float[a.size()][b.size()];
        for (int i = 0; i < iou.length; i++) {
            raise(iou[i], b, 0, a, i);
        }
        return iou;
    }

    /**
     * Raises {@code largest[j]} to the IoU of {@code boxes[j]} with one other box, for all j from {@code from} on.
     *
     * <p>Nothing in the loop branches, as vector units need it: boxes that are apart have a width or a height below 0,
     * which counts as 0, and boxes without an area are divided by something that is not 0.
     */
    static void raise(float[] largest, Boxes boxes, int from, Boxes others, int other) {
        float[] xmin = boxes.xmin;
        float[] ymin = boxes.ymin;
        float[] xmax = boxes.xmax;
        float[] ymax = boxes.ymax;
        float left = others.xmin[other];
        float top = others.ymin[other];
        float right = others.xmax[other];
        float bottom = others.ymax[other];
        float area = (right - left) * (bottom - top);
        for (int j = from; j < largest.length; j++) {
            float width = Math.max(0, Math.min(right, xmax[j]) - Math.max(left, xmin[j]));
            float height = Math.max(0, Math.min(bottom, ymax[j]) - Math.max(top, ymin[j]));
            float shared = width * height;
            float union = area + (xmax[j] - xmin[j]) * (ymax[j] - ymin[j]) - shared;
            largest[j] = Math.max(largest[j], shared / Math.max(union, Float.MIN_NORMAL));
        }
    }
}
