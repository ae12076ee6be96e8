package org.visioncourse.data;

import static org.visioncourse.data.Shapes.bow;
import static org.visioncourse.data.Shapes.ellipse;
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

/** The head of a cartoon dog, around (0, 0) with radius 1. */
final class DogHead {

    private static final Color INK = new Color(0x2a2226);
    private static final Color TONGUE = new Color(0xf0808c);
    private static final double MARKS = 2.6; // those of the body in units of the head's radius

    private final Breed breed;
    private final Color ground;
    private final Color marks;
    private final RandomGenerator random;
    private final List<Dog.Part> parts = new ArrayList<>();

    private DogHead(Breed breed, Color ground, Color marks, RandomGenerator random) {
        this.breed = breed;
        this.ground = ground;
        this.marks = marks;
        this.random = random;
    }

    /** A head's parts, from the back to the front. */
    static List<Dog.Part> parts(Breed breed, Color ground, Color marks, RandomGenerator random) {
        DogHead head = new DogHead(breed, ground, marks, random);
        Color ears = breed.markings() == Markings.PLAIN ? Dog.shade(ground, 0.8) : marks;
        head.ear(0.12, Dog.shade(ears, 0.75));
        head.face();
        head.ear(-0.42, ears);
        return head.parts;
    }

    private void face() {
        double nose = 0.75 + breed.muzzle().length;
        boolean panting = random.nextInt(3) == 0;
        if (panting) {
            double x = nose * 0.75;
            parts.add(Dog.Part.detail(bow(0.34, x, 0.6, x, 0.8, x, 0.95), TONGUE));
        }
        Area face = new Area(ellipse(0, 0, 1, 0.95));
        face.add(new Area(bow(0.82, 0.3, 0.32, nose * 0.6, 0.3, nose - 0.38, 0.33)));
        parts.add(new Dog.Part(face, ground, faceMarks(), marks, true));
        parts.add(Dog.Part.detail(ellipse(nose, 0.12, 0.21, 0.18), INK));
        parts.add(Dog.Part.detail(bow(0.09, nose * 0.95, 0.5, nose * 0.75, 0.62, 0.5, 0.48), INK));
        parts.add(Dog.Part.detail(ellipse(0.36, -0.24, 0.3, 0.34), Color.WHITE));
        parts.add(Dog.Part.detail(ellipse(0.42, -0.22, 0.2, 0.26), INK));
        parts.add(Dog.Part.detail(ellipse(0.48, -0.32, 0.075, 0.09), Color.WHITE));
    }

    private List<Shape> faceMarks() {
        return switch (breed.markings()) {
            case PLAIN -> List.of();
            case PATCHED -> List.of(ellipse(0.3, -0.25, 0.6, 0.65));
            case SADDLED -> List.of(ellipse(-0.4, -0.75, 0.85, 0.6));
            case SPOTTED, STRIPED -> {
                AffineTransform larger = AffineTransform.getScaleInstance(MARKS, MARKS);
                Rectangle2D cheek = new Rectangle2D.Double(-0.4, -0.4, 0.5, 0.75);
                yield breed.markings().marks(cheek, random).stream()
                        .map(larger::createTransformedShape)
                        .toList();
            }
        };
    }

    private void ear(double x, Color colour) {
        Shape ear =
                switch (breed.ears()) {
                    case PRICK -> polygon(-0.42, 0.1, -0.12, -1.1, 0.42, 0.1);
                    case LOP -> ellipse(-0.2, 0.75, 0.38, 1);
                    case BAT -> ellipse(-0.1, -0.4, 0.6, 0.62);
                    case FOLDED -> folded();
                };
        AffineTransform place = AffineTransform.getTranslateInstance(x, -0.65);
        place.rotate(random.nextDouble(-0.12, 0.12));
        parts.add(Dog.Part.plain(place.createTransformedShape(ear), colour));
    }

    /** Standing, with its tip bent forward. */
    private static Shape folded() {
        Path2D ear = new Path2D.Double();
        ear.moveTo(-0.4, 0.15);
        ear.quadTo(-0.35, -0.6, 0.1, -0.5);
        ear.quadTo(0.5, -0.4, 0.75, 0.15);
        ear.quadTo(0.45, -0.1, 0.2, 0.15);
        ear.closePath();
        return ear;
    }
}
