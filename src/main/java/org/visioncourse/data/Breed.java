package org.visioncourse.data;

import java.awt.Color;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What all cartoon dogs of a breed have in common.
 *
 * @param build proportions of body, legs and head
 * @param ears shape and size of the ears
 * @param markings the pattern of the coat
 * @param coat the colours of the coat
 * @param tail shape of the tail
 * @param muzzle length of the muzzle
 */
record Breed(Build build, Ears ears, Markings markings, Coat coat, Tail tail, Muzzle muzzle) {

    /** How many there are: no two numbers of builds, ears, markings and coats have a divisor in common. */
    static final int COUNT =
            Build.values().length * Ears.values().length * Markings.values().length * Coat.values().length;

    /** Proportions. Lengths are in units of about half a picture. */
    enum Build {
        DACHSHUND("dachshund", 0.72, 0.27, 0.25, 0.22, 0.09, 0.37),
        MASTIFF("mastiff", 0.66, 0.38, 0.31, 0.34, 0.11, 0.47),
        HOUND("hound", 0.50, 0.30, 0.19, 0.52, 0.065, 0.34);

        final String title;
        final double length; // half of the body's
        final double chest; // radius
        final double rump; // radius
        final double leg; // below the body
        final double bone; // half of a leg's width
        final double head; // radius

        Build(String title, double length, double chest, double rump, double leg, double bone, double head) {
            this.title = title;
            this.length = length;
            this.chest = chest;
            this.rump = rump;
            this.leg = leg;
            this.bone = bone;
            this.head = head;
        }
    }

    /** What is on the head. */
    enum Ears {
        PRICK("prick-eared"),
        LOP("lop-eared"),
        BAT("bat-eared"),
        FOLDED("fold-eared");

        final String title;

        Ears(String title) {
            this.title = title;
        }
    }

    /** The ground colour and that of the markings. */
    enum Coat {
        CREAM("cream", 0xf2dfb8, 0xa8703c),
        BLACK("black", 0x3b3a44, 0xd79a5b),
        GINGER("ginger", 0xd8813a, 0xfbe6c4),
        GREY("grey", 0x9aa2b0, 0x4b505e),
        WHITE("white", 0xf7f4ee, 0x46424a),
        BROWN("brown", 0x7d4e33, 0xe3c195),
        BLUE("blue", 0x64748f, 0xe9e6df);

        final String title;
        final Color ground;
        final Color marks;

        Coat(String title, int ground, int marks) {
            this.title = title;
            this.ground = new Color(ground);
            this.marks = new Color(marks);
        }
    }

    /** What is at the other end. */
    enum Tail {
        CURL,
        SABRE,
        PLUME,
        STUB
    }

    /** How far the nose is from the eyes. */
    enum Muzzle {
        SHORT(0.35),
        LONG(1.15),
        MIDDLE(0.72);

        final double length; // of the head's radius

        Muzzle(double length) {
            this.length = length;
        }
    }

    /**
     * A breed by its number: each trait goes round in turn, and no two breeds agree in build, ears, markings and coat.
     *
     * @param number from 0 to {@link #COUNT} - 1
     */
    static Breed of(int number) {
        return new Breed(
                turn(Build.values(), number),
                turn(Ears.values(), number),
                turn(Markings.values(), number),
                turn(Coat.values(), number),
                turn(Tail.values(), number / 3),
                turn(Muzzle.values(), number / 4));
    }

    private static <T> T turn(T[] values, int number) {
        return values[number % values.length];
    }

    /** Such as "white spotted lop-eared hound". */
    String title() {
        return Stream.of(coat.title, markings.title(), ears.title, build.title)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
