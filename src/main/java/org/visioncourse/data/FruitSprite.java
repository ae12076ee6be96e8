package org.visioncourse.data;

import java.awt.geom.AffineTransform;
import java.awt.geom.NoninvertibleTransformException;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A fruit without a background, in the smallest rectangle that holds it: each of the four outermost rows and columns has
 * a pixel that it covers.
 *
 * @param height of the rectangle, in pixels
 * @param width of the rectangle, in pixels
 * @param colours unsigned bytes of shape (height, width, 3)
 * @param coverage how much of each pixel the fruit covers, of shape (height, width): 0, or in [1/4, 1]
 */
record FruitSprite(int height, int width, byte[] colours, float[] coverage) {

    static final int LEAST_WIDTH = 34;
    static final int MOST_WIDTH = 68;
    static final int LEAST_HEIGHT = 32;
    static final int MOST_HEIGHT = 73;

    private static final float LEAST_COVERAGE = 0.25f;

    /**
     * A fruit in any turn, with a width of 34 to 68 pixels and a height of 32 to 73, as D2L's bananas have.
     *
     * <p>Long fruit has few turns in which it fits; it is turned anew until it does.
     */
    static FruitSprite draw(Fruit fruit, Light light, RandomGenerator random) {
        List<Tube> parts = fruit.parts(random);
        while (true) {
            AffineTransform turn = AffineTransform.getRotateInstance(random.nextDouble(2 * Math.PI));
            turn.scale(1, random.nextBoolean() ? 1 : -1);
            Rectangle2D bounds = bounds(parts, turn);
            double least = Math.max(LEAST_WIDTH / bounds.getWidth(), LEAST_HEIGHT / bounds.getHeight());
            double most = Math.min(MOST_WIDTH / bounds.getWidth(), MOST_HEIGHT / bounds.getHeight());
            if (least < most) {
                FruitSprite sprite = scaled(parts, turn, bounds, random.nextDouble(least, most), light);
                if (sprite.width >= LEAST_WIDTH
                        && sprite.width <= MOST_WIDTH
                        && sprite.height >= LEAST_HEIGHT
                        && sprite.height <= MOST_HEIGHT) {
                    return sprite;
                }
            }
        }
    }

    private static Rectangle2D bounds(List<Tube> parts, AffineTransform turn) {
        Rectangle2D all = parts.get(0).bounds(turn);
        parts.forEach(part -> all.add(part.bounds(turn)));
        return all;
    }

    private static FruitSprite scaled(
            List<Tube> parts, AffineTransform turn, Rectangle2D bounds, double scale, Light light) {
        int width = (int) Math.ceil(scale * bounds.getWidth()) + 4;
        int height = (int) Math.ceil(scale * bounds.getHeight()) + 4;
        FruitSprite canvas = new FruitSprite(height, width, new byte[height * width * 3], new float[height * width]);
        AffineTransform toCanvas = AffineTransform.getTranslateInstance(2, 2);
        toCanvas.scale(scale, scale);
        toCanvas.translate(-bounds.getX(), -bounds.getY());
        toCanvas.concatenate(turn);
        for (Tube part : parts) {
            AffineTransform fromPart = new AffineTransform(toCanvas);
            fromPart.concatenate(part.place());
            canvas.paint(part, fromPart, part.bounds(toCanvas), light);
        }
        return canvas.trimmed();
    }

    private void paint(Tube part, AffineTransform fromPart, Rectangle2D bounds, Light light) {
        double scale = Math.sqrt(Math.abs(fromPart.getDeterminant()));
        AffineTransform toPart;
        try {
            toPart = fromPart.createInverse();
        } catch (NoninvertibleTransformException e) {
            throw new IllegalStateException("parts are scaled by more than 0", e);
        }
        Point2D.Double at = new Point2D.Double();
        double[] rgb = new double[4];
        for (int y = (int) bounds.getMinY() - 1; y <= bounds.getMaxY() + 1; y++) {
            for (int x = (int) bounds.getMinX() - 1; x <= bounds.getMaxX() + 1; x++) {
                at.setLocation(x + 0.5, y + 0.5);
                toPart.transform(at, at);
                Tube.Point point = part.at(at.x, at.y);
                float covered = (float) Math.max(0, Math.min(1, point.inside() * scale + 0.5));
                if (covered >= LEAST_COVERAGE) {
                    part.skin().paint(point.u(), point.across(), rgb);
                    double nx = (fromPart.getScaleX() * point.nx() + fromPart.getShearX() * point.ny()) / scale;
                    double ny = (fromPart.getShearY() * point.nx() + fromPart.getScaleY() * point.ny()) / scale;
                    blend(y * width + x, covered, rgb, light, nx, ny, point.nz());
                }
            }
        }
    }

    private void blend(int pixel, float covered, double[] rgb, Light light, double nx, double ny, double nz) {
        double shade = light.on(nx, ny, nz);
        double mirrored = 150 * rgb[3] * light.gloss(nx, ny, nz);
        float before = coverage[pixel];
        float all = before + covered * (1 - before);
        for (int c = 0; c < 3; c++) {
            double value = Math.min(255, (rgb[c] * shade + mirrored) * light.tint(c));
            int old = colours[3 * pixel + c] & 0xff;
            colours[3 * pixel + c] = (byte) Math.round((value * covered + old * (all - covered)) / all);
        }
        coverage[pixel] = all;
    }

    /** The smallest rectangle with all that is covered. */
    private FruitSprite trimmed() {
        int top = height;
        int left = width;
        int bottom = 0;
        int right = 0;
        for (int i = 0; i < coverage.length; i++) {
            if (coverage[i] > 0) {
                top = Math.min(top, i / width);
                bottom = Math.max(bottom, i / width + 1);
                left = Math.min(left, i % width);
                right = Math.max(right, i % width + 1);
            }
        }
        Picture part = new Picture(colours, height, width, 3).crop(top, left, bottom - top, right - left);
        float[] covered = new float[part.height() * part.width()];
        for (int y = top; y < bottom; y++) {
            System.arraycopy(coverage, y * width + left, covered, (y - top) * part.width(), part.width());
        }
        return new FruitSprite(part.height(), part.width(), part.pixels(), covered);
    }
}
