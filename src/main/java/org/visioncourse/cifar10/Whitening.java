package org.visioncourse.cifar10;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.visioncourse.data.ImageSet;
import org.visioncourse.data.Normalisation;
import org.visioncourse.engine.TorchScript;

/**
 * Filters whose outputs are uncorrelated and equally large over small patches of pictures: the directions in which the patches
 * vary, each divided by how much they do, and the opposites.
 *
 * <p>Neighbouring pixels are alike, so that most of what a plain filter sees is brightness; behind these the edges are as
 * loud (Page 2018, How to Train Your ResNet, part 8; Jordan 2024, <a
 * href="https://arxiv.org/abs/2404.00498">arXiv:2404.00498</a>, section 3.2).
 *
 * <p>As in Jordan's airbench, the mean is not subtracted: normalised pictures have one of nearly 0.
 */
final class Whitening {

    private static final double EPSILON = 5e-4; // added to each variance, so that noise is not made as loud
    private static final int PICTURES = 5_000;

    private static final TorchScript EIGEN = TorchScript.function(
            """
            def forward(self, covariance: Tensor) -> Tensor:
              values, vectors = torch.linalg_eigh(covariance)
              return torch.cat([torch.unsqueeze(values, 0), torch.t(vectors)])
            """);

    private Whitening() {}

    /**
     * The filters of a set's patches.
     *
     * @param images 5,000 of them count, from all over the set
     * @param normalisation that the network's pictures have
     * @param side height and width of a patch
     * @return (2 d, C, side, side) in a row, where d = C side side; the d-th to last filters are the opposites of the first
     */
    static float[] filters(ImageSet images, Normalisation normalisation, int side) {
        int size = images.channels() * side * side;
        double[][] eigen = eigen(covariance(images, normalisation, side), size);
        float[] filters = new float[2 * size * size];
        for (int i = 0; i < size; i++) {
            double scale = 1 / Math.sqrt(eigen[0][i] + EPSILON);
            for (int j = 0; j < size; j++) {
                filters[i * size + j] = (float) (scale * eigen[1 + i][j]);
                filters[(size + i) * size + j] = -filters[i * size + j];
            }
        }
        return filters;
    }

    /** Mean product of any two values of a patch, (d, d) in a row; a patch's values lie as a filter's, (C, side, side). */
    private static double[] covariance(ImageSet images, Normalisation normalisation, int side) {
        int channels = images.channels();
        int size = channels * side * side;
        float[] table = normalisation.table();
        double[] sums = new double[size * size];
        double[] patch = new double[size];
        long patches = 0;
        int pictures = Math.min(PICTURES, images.size());
        for (int n = 0; n < pictures; n++) {
            byte[] pixels =
                    images.picture((int) ((long) n * images.size() / pictures)).pixels();
            for (int y = 0; y + side <= images.height(); y++) {
                for (int x = 0; x + side <= images.width(); x++) {
                    for (int i = 0; i < size; i++) {
                        int c = i / (side * side);
                        int at = (y + i / side % side) * images.width() + x + i % side;
                        patch[i] = table[c * 256 + (pixels[at * channels + c] & 0xff)];
                    }
                    for (int i = 0; i < size; i++) {
                        for (int j = 0; j < size; j++) {
                            sums[i * size + j] += patch[i] * patch[j];
                        }
                    }
                    patches++;
                }
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= patches;
        }
        return sums;
    }

    /** The eigenvalues, ascending, in the first row, and the eigenvector of each in a row of its own. */
    private static double[][] eigen(double[] covariance, int size) {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray matrix = manager.create(covariance, new Shape(size, size));
            double[] values = EIGEN.apply(matrix).toDoubleArray();
            double[][] rows = new double[1 + size][size];
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(values, i * size, rows[i], 0, size);
            }
            return rows;
        }
    }
}
