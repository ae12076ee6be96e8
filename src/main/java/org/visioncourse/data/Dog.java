package org.visioncourse.data;

import static org.visioncourse.data.Shapes.bow;
import static org.visioncourse.data.Shapes.ellipse;
import static org.visioncourse.data.Shapes.line;
import static org.visioncourse.data.Shapes.polygon;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A cartoon dog in profile, looking to the right; the middle of its chest is near (0, 0), and y points down. */
final class Dog {

    private final Breed breed;
    private final Breed.Build build;
    private final RandomGenerator random;
    private final double step; // how far the legs are apart, and which is in front
    private final List<Part> parts = new ArrayList<>();

    /**
     * A shape to be painted.
     *
     * @param outline its edge
     * @param fill the colour
     * @param marks what is painted within it
     * @param marking their colour
     * @param contour whether a line goes around it
     */
    record Part(Shape outline, Color fill, List<Shape> marks, Color marking, boolean contour) {

        /** A part of one colour with a line around it. */
        static Part plain(Shape outline, Color fill) {
            return new Part(outline, fill, List.of(), fill, true);
        }

        /** A small one without. */
        static Part detail(Shape outline, Color fill) {
            return new Part(outline, fill, List.of(), fill, false);
        }

        private Part moved(AffineTransform to) {
            List<Shape> moved = marks.stream().map(to::createTransformedShape).toList();
            return new Part(to.createTransformedShape(outline), fill, moved, marking, contour);
        }
    }

    private Dog(Breed breed, RandomGenerator random) {
        this.breed = breed;
        this.build = breed.build();
        this.random = random;
        this.step = random.nextDouble(-0.16, 0.16);
    }

    /** A dog of a breed, its parts from the back to the front. */
    static List<Part> parts(Breed breed, RandomGenerator random) {
        Color ground = shifted(breed.coat().ground, random);
        Color marks = shifted(breed.coat().marks, random);
        Dog dog = new Dog(breed, random);
        dog.legs(0.1, -dog.step).forEach(leg -> dog.parts.add(Part.plain(leg, shade(ground, 0.72))));
        dog.tail(ground);
        dog.body(ground, marks);
        dog.collar();
        dog.head(DogHead.parts(breed, ground, marks, random));
        return dog.parts;
    }

    static Rectangle2D bounds(List<Part> parts) {
        Rectangle2D all = parts.get(0).outline().getBounds2D();
        parts.forEach(part -> all.add(part.outline().getBounds2D()));
        return all;
    }

    /** The two legs of one side. */
    private List<Shape> legs(double forward, double swing) {
        double front = build.length - build.chest + forward;
        double back = build.rump - build.length + forward;
        return List.of(leg(front, swing), leg(back, -swing));
    }

    private Shape leg(double x, double swing) {
        double floor = build.chest + build.leg;
        double foot = x + swing;
        Area leg = new Area(bow(2 * build.bone, x, 0, x + swing / 4, floor / 2, foot, floor));
        leg.add(new Area(ellipse(foot + build.bone * 0.6, floor, build.bone * 1.7, build.bone)));
        return leg;
    }

    private void tail(Color colour) {
        Shape tail =
                switch (breed.tail()) {
                    case CURL -> curl();
                    case SABRE -> bow(0.11, 0, 0, -0.4, -0.05, -0.55, -0.5);
                    case PLUME -> plume();
                    case STUB -> bow(0.18, 0, 0, -0.12, -0.06, -0.2, -0.16);
                };
        AffineTransform place =
                AffineTransform.getTranslateInstance(build.rump * 0.5 - build.length, build.rump * 0.6 - build.chest);
        place.rotate(random.nextDouble(-0.35, 0.35));
        parts.add(Part.plain(place.createTransformedShape(tail), colour));
    }

    private static Shape curl() {
        Path2D curl = new Path2D.Double();
        curl.moveTo(0, 0);
        curl.curveTo(-0.45, -0.1, -0.35, -0.6, -0.08, -0.48);
        curl.curveTo(0.1, -0.4, 0, -0.2, -0.12, -0.27);
        return line(0.13, curl);
    }

    private static Shape plume() {
        Path2D plume = new Path2D.Double();
        plume.moveTo(0.05, 0.1);
        plume.curveTo(-0.5, 0.4, -0.95, -0.1, -0.6, -0.66);
        plume.curveTo(-0.5, -0.35, -0.15, -0.35, 0, -0.1);
        plume.closePath();
        return plume;
    }

    /** Body, neck and the legs on this side, in one outline. */
    private void body(Color ground, Color marks) {
        double front = build.length - build.chest;
        double back = build.rump - build.length;
        double top = -build.chest;
        Area body = new Area(ellipse(front, 0, build.chest, build.chest));
        body.add(new Area(ellipse(back, top + build.rump, build.rump, build.rump)));
        body.add(new Area(polygon(back, top, front, top, front, build.chest, back, top + 2 * build.rump)));
        Rectangle2D coat = body.getBounds2D();
        body.add(new Area(bow(build.head * 1.1, front, top * 0.3, neck(), throat(), neck(), throat())));
        body.add(new Area(ellipse(back, build.chest * 0.35, build.rump * 0.75, build.rump * 1.1))); // a thigh
        legs(0, step).forEach(leg -> body.add(new Area(leg)));
        parts.add(new Part(body, ground, breed.markings().marks(coat, random), marks, true));
    }

    /** Where the head sits. */
    private double neck() {
        return build.length - build.chest * 0.35;
    }

    private double throat() {
        return -build.chest - build.head * 0.72;
    }

    /** Of any colour: dogs of all breeds wear one. */
    private void collar() {
        double reach = build.head * 0.6;
        double y = throat() + build.head * 0.85;
        Color colour = Color.getHSBColor(random.nextFloat(), 0.75f, 0.9f);
        parts.add(Part.plain(bow(0.1, neck() - reach, y - 0.02, neck(), y + 0.12, neck() + reach, y - 0.04), colour));
    }

    private void head(List<Part> head) {
        AffineTransform place = AffineTransform.getTranslateInstance(neck(), throat());
        place.rotate(random.nextDouble(-0.25, 0.18));
        place.scale(build.head, build.head);
        head.forEach(part -> parts.add(part.moved(place)));
    }

    static Color shade(Color colour, double factor) {
        return new Color((int) (colour.getRed() * factor), (int) (colour.getGreen() * factor), (int)
                (colour.getBlue() * factor));
    }

    /** A colour a little beside another. */
    private static Color shifted(Color colour, RandomGenerator random) {
        float[] hsb = Color.RGBtoHSB(colour.getRed(), colour.getGreen(), colour.getBlue(), null);
        return Color.getHSBColor(
                hsb[0] + random.nextFloat(-0.015f, 0.015f),
                Math.min(1, hsb[1] * random.nextFloat(0.8f, 1.2f)),
                Math.min(1, hsb[2] * random.nextFloat(0.88f, 1.1f)));
    }
}
