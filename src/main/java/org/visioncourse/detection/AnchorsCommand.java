package org.visioncourse.detection;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.visioncourse.data.Picture;
import org.visioncourse.plots.ImageGrid;
import org.visioncourse.plots.Png;
import org.visioncourse.training.RunFolder;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code detection anchors [IMAGE]}: what anchors are and what becomes of them, as four pictures. */
@CommandLine.Command(
        name = "anchors",
        mixinStandardHelpOptions = true,
        description =
                "Draws anchors: those of one pixel, those of three feature maps, what they have to predict, and what "
                        + "non-maximum suppression leaves. An IMAGE gets the boxes of D2L's example, which lie on the dog and the "
                        + "cat of its catdog.jpg; without one, the pictures show generated fruit.")
final class AnchorsCommand implements Callable<Integer> {

    private static final double NMS_THRESHOLD = 0.5;
    private static final int NETWORK_SIDE = 256; // of the pictures that D2L trains TinySsd on

    @Parameters(paramLabel = "IMAGE", arity = "0..1", description = "an image file")
    private Path image;

    @Option(
            names = "--pixel",
            arity = "2",
            paramLabel = "N",
            description = "row and column, default in the middle; D2L's is 250 250")
    private int[] pixel;

    @Option(names = "--out", paramLabel = "FOLDER", description = "default runs/detection/anchors")
    private Path out = RunFolder.beside(DetectionTraining.EXERCISE, "anchors");

    @Override
    public Integer call() throws IOException {
        draw(image == null ? AnchorScene.fruit() : AnchorScene.photograph(image));
        if (image != null) {
            System.out.println("The boxes of a dog and a cat are those of D2L's example, whatever the image shows.");
        }
        return 0;
    }

    private void draw(AnchorScene scene) throws IOException {
        Picture picture = scene.picture();
        AnchorExample example = scene.example();
        AnchorPictures pictures = new AnchorPictures(picture);
        int row = pixel == null ? picture.height() / 2 : pixel[0];
        int column = pixel == null ? picture.width() / 2 : pixel[1];
        write(
                "pixel.png",
                pictures.aroundPixel(row, column),
                "the five anchors of pixel (" + row + ", " + column
                        + "); every pixel has such five, and few of all fit an object.");
        write(
                "multiscale.png",
                pictures.multiscale(),
                "many small anchors on a large feature map find small things, a few large ones on a small map large things.");
        write(
                "labelled.png",
                labelled(pictures, example),
                "an anchor has to predict the object that it overlaps by half, and each object has its best anchor at least.");
        write(
                "suppression.png",
                pictures.suppression(example.candidates(), example.classNames(), NMS_THRESHOLD),
                "of the boxes of a class that overlap by more than half, the surest stays.");
    }

    private static BufferedImage labelled(AnchorPictures pictures, AnchorExample example) {
        Boxes anchors = TinySsd.network(example.classNames().size()).anchors(NETWORK_SIDE, NETWORK_SIDE);
        return new ImageGrid(2)
                .add(pictures.labelled(example), "a few anchors, and what each has to predict")
                .add(
                        pictures.positives(example.truths(), example.classNames(), anchors),
                        String.format(Locale.ROOT, "of TinySSD's %,d anchors all but background", anchors.size()))
                .image();
    }

    private void write(String name, BufferedImage drawn, String lookAt) throws IOException {
        Path file = out.resolve(name);
        Png.write(file, drawn);
        System.out.println(file + ": " + lookAt);
    }
}
