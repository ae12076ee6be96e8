package org.visioncourse.gan;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.dataset.Batch;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import org.visioncourse.data.Epochs;
import org.visioncourse.data.ImageSet;
import org.visioncourse.data.Picture;
import org.visioncourse.data.Preprocessing;
import org.visioncourse.engine.ForwardPass;
import org.visioncourse.engine.Torch;
import org.visioncourse.plots.ImageGrid;
import org.visioncourse.training.Figures;
import org.visioncourse.training.RunFolder;

/** What is looked at after each epoch: the same noise as pictures, and how far they are from real ones. */
final class DcganGallery implements GanTraining.Gallery, AutoCloseable {

    static final String SAMPLES = "samples.png";
    static final Film FILM = new Film("samples");

    private static final Preprocessing PREPROCESSING = new Preprocessing(DcganData.NORMALISATION);
    private static final int MEASURED = 256; // pictures of either kind that the distance is of
    private static final int COLUMNS = 8;
    private static final int SHOWN = COLUMNS * COLUMNS;
    private static final int BATCH = 64;
    private static final int GRID = 512; // pixels, about

    private final NDManager manager = NDManager.newBaseManager("PyTorch");
    private final Model model;
    private final FeatureSpace space = new FeatureSpace();
    private final NDArray latents;
    private final float[][] real;

    /**
     * Chooses noise and real pictures.
     *
     * @param model of the generator, saved after each epoch
     */
    DcganGallery(Model model, ImageSet images, long seed) {
        this.model = model;
        Torch.seed(seed, -1, 0); // of no step
        latents = Dcgan.latents(MEASURED, manager);
        real = features(images.sample(MEASURED, seed), space);
    }

    /** Features of a set's pictures, in its order. */
    static float[][] features(ImageSet images, FeatureSpace space) {
        try (NDManager scope = NDManager.newBaseManager("PyTorch");
                Epochs.Batches batches = DcganData.inOrder(images, BATCH).epoch(scope, 0, 0)) {
            float[][] rows = new float[0][];
            while (batches.hasNext()) {
                try (Batch batch = batches.next()) {
                    rows = joined(rows, space.of(batch.getData().singletonOrThrow()));
                }
            }
            return rows;
        }
    }

    private static float[][] joined(float[][] a, float[][] b) {
        float[][] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    @Override
    public Figures measure(Block generator) {
        float[][] generated = new float[0][];
        for (int from = 0; from < MEASURED; from += BATCH) {
            try (NDManager scope = manager.newSubManager()) {
                NDArray noise = latents.get(from + ":" + (from + BATCH));
                noise.attach(scope);
                generated = joined(generated, space.of(ForwardPass.inference(generator, noise)));
            }
        }
        return Figures.of(MEASURED, "kernelDistance", KernelDistance.of(real, generated));
    }

    @Override
    public BufferedImage show(Block generator, int epochs, RunFolder run) throws IOException {
        BufferedImage grid;
        try (NDManager scope = manager.newSubManager()) {
            NDArray noise = latents.get(":" + SHOWN);
            noise.attach(scope);
            grid = grid(PREPROCESSING.pictures(ForwardPass.inference(generator, noise)), COLUMNS);
        }
        run.picture(SAMPLES, grid);
        FILM.add(grid, epochs, run);
        run.saveBest(model);
        return grid;
    }

    /** Pictures side by side, enlarged where they are small. */
    static BufferedImage grid(Collection<Picture> pictures, int columns) {
        int side = pictures.iterator().next().width();
        ImageGrid grid = new ImageGrid(columns).scale(Math.max(1, GRID / columns / side));
        pictures.forEach(picture -> grid.add(picture.toImage()));
        return grid.image();
    }

    @Override
    public void close() {
        space.close();
        manager.close();
    }
}
