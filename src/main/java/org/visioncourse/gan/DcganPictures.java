package org.visioncourse.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.visioncourse.data.ImageSet;
import org.visioncourse.data.Picture;
import org.visioncourse.data.Preprocessing;
import org.visioncourse.engine.ForwardPass;
import org.visioncourse.engine.Torch;
import org.visioncourse.plots.ImageGrid;
import org.visioncourse.training.RunFolder;

/** Pictures that a trained generator makes. */
public final class DcganPictures {

    private static final Preprocessing PREPROCESSING = new Preprocessing(DcganData.NORMALISATION);
    private static final int BATCH = 64;
    private static final int COLUMNS = 8;
    private static final int ROWS = 5;
    private static final int NEIGHBOURS = 4;

    private DcganPictures() {}

    /**
     * New pictures.
     *
     * @param generator a trained one
     * @param count how many
     * @param seed of the noise: the same seed gives the same pictures
     */
    public static List<Picture> sample(Block generator, int count, long seed) {
        Torch.seed(seed, -2, 0); // of no step, and not the gallery's
        try (NDManager scope = NDManager.newBaseManager("PyTorch")) {
            return pictures(generator, Dcgan.latents(count, scope));
        }
    }

    /** Pictures side by side, row by row, enlarged where they are small. */
    public static BufferedImage grid(List<Picture> pictures, int columns) {
        return DcganGallery.grid(pictures, columns);
    }

    /** The pictures of latents (N, 100, 1, 1). */
    static List<Picture> pictures(Block generator, NDArray latents) {
        List<Picture> pictures = new ArrayList<>();
        long count = latents.getShape().get(0);
        for (long from = 0; from < count; from += BATCH) {
            try (NDManager scope = latents.getManager().newSubManager()) {
                NDArray part = latents.get(from + ":" + Math.min(from + BATCH, count));
                part.attach(scope);
                pictures.addAll(PREPROCESSING.pictures(ForwardPass.inference(generator, part)));
            }
        }
        return pictures;
    }

    /**
     * The way from one latent to another, a row for each of several pairs: where the generator has learned more than single
     * pictures, what lies between two is a picture, too.
     *
     * @param generator a trained one
     * @param seed of the latents
     */
    public static BufferedImage interpolation(Block generator, long seed) {
        Torch.seed(seed, -3, 0);
        try (NDManager scope = NDManager.newBaseManager("PyTorch")) {
            NDArray from = scope.randomNormal(new Shape(ROWS, 1, Dcgan.LATENT));
            NDArray to = scope.randomNormal(new Shape(ROWS, 1, Dcgan.LATENT));
            float[] angles = new float[COLUMNS]; // on a circle, so that what lies between is as long as noise is
            for (int i = 0; i < COLUMNS; i++) {
                angles[i] = (float) (Math.PI / 2 * i / (COLUMNS - 1));
            }
            NDArray angle = scope.create(angles, new Shape(1, COLUMNS, 1));
            NDArray way = from.mul(angle.cos()).add(to.mul(angle.sin())); // (rows, columns, latent)
            return DcganGallery.grid(pictures(generator, way.reshape(-1, Dcgan.LATENT, 1, 1)), COLUMNS);
        }
    }

    /** Real pictures and generated ones side by side. */
    public static BufferedImage realAndGenerated(ImageSet images, Block generator, long seed) {
        List<Picture> real = IntStream.of(ImageGrid.spread(ROWS * COLUMNS, images.size()))
                .mapToObj(images::picture)
                .toList();
        return new ImageGrid(2)
                .add(DcganGallery.grid(real, COLUMNS), "real")
                .add(DcganGallery.grid(sample(generator, ROWS * COLUMNS, seed), COLUMNS), "generated")
                .image();
    }

    /**
     * Generated pictures (left), each with the training pictures that are nearest to it in {@link FeatureSpace}: is a generated
     * one a copy?
     */
    public static BufferedImage neighbours(ImageSet images, Block generator, long seed) {
        try (FeatureSpace space = new FeatureSpace()) {
            float[][] real = DcganGallery.features(images, space);
            List<Picture> shown = new ArrayList<>();
            for (Picture picture : sample(generator, COLUMNS, seed)) {
                shown.add(picture);
                float[] features = features(picture, space);
                IntStream.range(0, real.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> squaredDistance(real[i], features)))
                        .limit(NEIGHBOURS)
                        .forEach(i -> shown.add(images.picture(i)));
            }
            return DcganGallery.grid(shown, 1 + NEIGHBOURS);
        }
    }

    private static float[] features(Picture picture, FeatureSpace space) {
        try (NDManager scope = NDManager.newBaseManager("PyTorch")) {
            return space.of(PREPROCESSING.array(picture, scope))[0];
        }
    }

    private static double squaredDistance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    /** All that is looked at when a run has ended. */
    static void write(RunFolder run, ImageSet images, Block generator, DcganConfig config) throws IOException {
        run.picture("real-and-generated.png", realAndGenerated(images, generator, config.seed()));
        run.picture("interpolation.png", interpolation(generator, config.seed()));
        run.picture("neighbours.png", neighbours(images, generator, config.seed()));
        DcganGallery.FILM.write(run, config.epochs());
    }
}
