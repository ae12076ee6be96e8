package org.visioncourse.detection;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A few boxes about the objects of a picture, on which labelling and non-maximum suppression can be followed by eye.
 *
 * @param truths what is in the picture, one object or more
 * @param anchors to be labelled
 * @param candidates what a detector might see before suppression
 * @param classNames of the labels
 */
public record AnchorExample(
        List<LabelledBox> truths, Boxes anchors, List<Detection> candidates, List<String> classNames) {

    /** Where a box lies beside another: shifts and scales as shares of that one's width and height. */
    private record Beside(double right, double down, double width, double height) {

        Box of(Box box) {
            Box.Centre centre = box.toCentre();
            return Box.fromCentre(new Box.Centre(
                    centre.x() + right * centre.width(),
                    centre.y() + down * centre.height(),
                    width * centre.width(),
                    height * centre.height()));
        }
    }

    /** As D2L's are: background; less than half, but the best that there is. */
    private static final List<Beside> LARGEST = List.of(new Beside(-0.6, -0.3, 1, 1), new Beside(-0.05, 0.1, 0.6, 0.6));

    /** Well; background; better than the first. */
    private static final List<Beside> SECOND =
            List.of(new Beside(0.1, 0.1, 1, 1.2), new Beside(0.35, 0.35, 1, 1), new Beside(0, -0.05, 1.15, 1.1));

    private static final List<Beside> OTHER = List.of(new Beside(0.05, 0.05, 1.1, 1.2));

    private static final List<Beside> CANDIDATES =
            List.of(new Beside(0.02, -0.03, 1.05, 1), new Beside(-0.12, 0.1, 1, 1.1), new Beside(0.2, 0.15, 1.1, 1));

    /** @throws IllegalArgumentException if there is no object */
    public AnchorExample {
        if (truths.isEmpty()) {
            throw new IllegalArgumentException("an example needs an object in the picture");
        }
        truths = List.copyOf(truths);
        candidates = List.copyOf(candidates);
        classNames = List.copyOf(classNames);
    }

    /** D2L's example (Anchor Boxes, sections 14.4.3.3 and 14.4.4), on its photograph of a dog and a cat. */
    public static AnchorExample d2l() {
        LabelledBox dog = new LabelledBox(0, new Box(0.1, 0.08, 0.52, 0.92));
        LabelledBox cat = new LabelledBox(1, new Box(0.55, 0.2, 0.9, 0.88));
        Boxes anchors = Boxes.of(List.of(
                new Box(0, 0.1, 0.2, 0.3),
                new Box(0.15, 0.2, 0.4, 0.4),
                new Box(0.63, 0.05, 0.88, 0.98),
                new Box(0.66, 0.45, 0.8, 0.8),
                new Box(0.57, 0.3, 0.92, 0.9)));
        List<Detection> candidates = List.of(
                new Detection(0, 0.9, dog.box()),
                new Detection(0, 0.8, new Box(0.08, 0.2, 0.56, 0.95)),
                new Detection(0, 0.7, new Box(0.15, 0.3, 0.62, 0.91)),
                new Detection(1, 0.9, cat.box()));
        return new AnchorExample(List.of(dog, cat), anchors, candidates, List.of("dog", "cat"));
    }

    /**
     * The same kind of example about the objects of any picture: two anchors about the largest, three about the second, one
     * about each other; and three candidates about each object, whose confidence is their IoU with it.
     *
     * @throws IllegalArgumentException if there is no object
     */
    public static AnchorExample about(List<LabelledBox> truths, List<String> classNames) {
        List<LabelledBox> bySize = truths.stream()
                .sorted(Comparator.comparingDouble(truth -> -truth.box().area()))
                .toList();
        List<Box> anchors = IntStream.range(0, bySize.size())
                .mapToObj(i ->
                        places(i).stream().map(place -> place.of(bySize.get(i).box())))
                .flatMap(boxes -> boxes)
                .toList();
        List<Detection> candidates =
                truths.stream().flatMap(AnchorExample::candidates).toList();
        return new AnchorExample(truths, Boxes.of(anchors), candidates, classNames);
    }

    private static List<Beside> places(int rank) {
        return switch (rank) {
            case 0 -> LARGEST;
            case 1 -> SECOND;
            default -> OTHER;
        };
    }

    private static Stream<Detection> candidates(LabelledBox truth) {
        return CANDIDATES.stream()
                .map(place -> place.of(truth.box()))
                .map(box -> new Detection(truth.label(), box.iou(truth.box()), box));
    }
}
