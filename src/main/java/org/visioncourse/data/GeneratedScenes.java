package org.visioncourse.data;

/**
 * Draws a photograph and a painting for style transfer without a download: one has things to recognise, smooth shades and
 * edges of all sizes, the other a palette of its own and brush strokes that all follow one flow.
 */
public final class GeneratedScenes {

    private GeneratedScenes() {}

    /**
     * Draws mountains with snow over a lake between a forest of firs and a meadow. It depends only on the arguments.
     *
     * @param height in pixels, 1 or more
     * @param width in pixels, 1 or more; a wider picture shows more of the same land
     * @throws IllegalArgumentException if a side is below 1
     */
    public static Picture landscape(int height, int width, long seed) {
        check(height, width);
        return new Landscape(height, width, seed).draw();
    }

    /**
     * Paints a night of stars and whirls over fields, in thousands of strokes of a brush. It depends only on the
     * arguments.
     *
     * @param height in pixels, 1 or more
     * @param width in pixels, 1 or more; the strokes grow with the longer side
     * @throws IllegalArgumentException if a side is below 1
     */
    public static Picture painting(int height, int width, long seed) {
        check(height, width);
        return new BrushPainting(height, width, seed).paint();
    }

    private static void check(int height, int width) {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "a scene has sides of 1 pixel or more, not " + height + "x" + width + " pixels");
        }
    }
}
