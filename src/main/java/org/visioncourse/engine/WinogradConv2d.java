package org.visioncourse.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A {@link Conv2d} that does 3x3 convolutions of small feature maps with a quarter to a half of the multiplications (Lavin and
 * Gray 2015, <a href="https://arxiv.org/abs/1509.09308">arXiv:1509.09308</a>).
 *
 * <p>F(4x4, 3x3): a patch d of 6x6 inputs and a filter g give 4x4 outputs as Y = Aᵀ[(G g Gᵀ) ⊙ (Bᵀ d B)]A. In the middle
 * stand 36 products where the convolution itself needs 16 x 9 = 144, and over all channels and patches each of the 36 is
 * one matrix product; G, B and A hold fixed small numbers. The gradients are products of the same kind. Results differ
 * from the direct convolution's by about 1e-5 of the largest, as float32 rounds.
 *
 * <p>It is used where it is faster: stride 1 and padding 1, float32 (bfloat16 has faster direct convolutions), sides of 4
 * or 8, or of 3 or 7, where the last row and column of outputs are computed in vain, and at least 1,536 places in the batch's
 * maps together, for the filters have to be transformed, too. Everything else goes to {@link SideBySideConv2d}. Parameters,
 * their names and shapes are those of {@code Conv2d}. The output's memory is channels-last.
 */
public final class WinogradConv2d extends SideBySideConv2d {

    private static final int LEAST_PLACES = 1_536;
    private static final int LARGEST_SIDE = 8;

    /** Bᵀ, (6, 6). */
    private static final double[][] INPUTS = {
        {4, 0, -5, 0, 1, 0},
        {0, -4, -4, 1, 1, 0},
        {0, 4, -4, -1, 1, 0},
        {0, -2, -1, 2, 1, 0},
        {0, 2, -1, -2, 1, 0},
        {0, 4, 0, -5, 0, 1}
    };

    /** G, (6, 3). */
    private static final double[][] FILTERS = {
        {1 / 4.0, 0, 0},
        {-1 / 6.0, -1 / 6.0, -1 / 6.0},
        {-1 / 6.0, 1 / 6.0, -1 / 6.0},
        {1 / 24.0, 1 / 12.0, 1 / 6.0},
        {1 / 24.0, -1 / 12.0, 1 / 6.0},
        {0, 0, 1}
    };

    /** Aᵀ, (4, 6). */
    private static final double[][] OUTPUTS = {
        {1, 1, 1, 1, 1, 0},
        {0, 1, -1, 2, -2, 0},
        {0, 1, 1, 4, 4, 0},
        {0, 1, -1, 8, -8, 1}
    };

    private static final String CONVOLUTION =
            """
            def forward(self, x: Tensor, w: Tensor, b: Tensor, g: Tensor, a: Tensor) -> Tensor:
              n = torch.size(x, 0)
              c = torch.size(x, 1)
              f = torch.size(w, 0)
              h = torch.floordiv(torch.add(torch.size(x, 2), 3), 4)
              v = torch.floordiv(torch.add(torch.size(x, 3), 3), 4)
              positions = torch.reshape(torch.permute(x, [0, 2, 3, 1]), [n, -1, c])
              inputs = torch.reshape(torch.bmm(torch.expand(b, [n, -1, -1]), positions), [-1, 36, c])
              filters = torch.reshape(torch.matmul(g, torch.t(torch.reshape(w, [-1, 9]))), [36, f, c])
              products = torch.bmm(torch.transpose(inputs, 0, 1), torch.transpose(filters, 1, 2))
              patches = torch.expand(a, [torch.size(products, 1), -1, -1])
              y = torch.reshape(torch.bmm(patches, torch.transpose(products, 0, 1)), [n, h, v, 4, 4, f])
              y = torch.reshape(torch.permute(y, [0, 1, 3, 2, 4, 5]), [n, torch.mul(h, 4), torch.mul(v, 4), f])
              y = torch.narrow(torch.narrow(y, 1, 0, torch.size(x, 2)), 2, 0, torch.size(x, 3))
              return torch.permute(torch.contiguous(y), [0, 3, 1, 2])
            """;

    /** Bᵀ ⊗ Bᵀ of every patch by the map's size, G ⊗ G and Aᵀ ⊗ Aᵀ: a few kilobytes that stay. */
    private static final Map<Shape, List<NDArray>> MATRICES = new ConcurrentHashMap<>();

    /**
     * Makes the block.
     *
     * @param builder as for {@code Conv2d}, with any settings
     */
    public WinogradConv2d(Conv2d.Builder builder) {
        super(builder);
    }

    @Override
    NDArray convolution(NDArray x, NDArray w, NDArray b) {
        if (!isFaster(x)) {
            return super.convolution(x, w, b);
        }
        List<NDArray> matrices =
                MATRICES.computeIfAbsent(x.getShape().slice(2), map -> matrices((int) map.get(0), (int) map.get(1)));
        NDArray y = TorchScript.function(CONVOLUTION)
                .apply(x, w, matrices.get(0), matrices.get(1), matrices.get(2)); // (N, filters, H, W)
        return b == null ? y : y.add(b.reshape(1, filters, 1, 1));
    }

    /** Whether products of transformed patches stand in for the direct convolution. */
    boolean isFaster(NDArray x) {
        if (Autocast.isOn() || !isSame3x3() || x.getDataType() != DataType.FLOAT32) {
            return false;
        }
        Shape shape = x.getShape();
        long height = shape.get(2);
        long width = shape.get(3);
        return isFit(height) && isFit(width) && shape.get(0) * height * width >= LEAST_PLACES;
    }

    private static boolean isFit(long side) {
        return side <= LARGEST_SIDE && 4 * patches(side) - side <= 1;
    }

    private static long patches(long side) {
        return (side + 3) / 4;
    }

    private static List<NDArray> matrices(int height, int width) {
        NDManager manager = NDManager.newBaseManager("PyTorch"); // never closed
        int patches = (int) (patches(height) * patches(width));
        int columns = (int) patches(width);
        float[] inputs = new float[patches * 36 * height * width];
        int i = 0;
        for (int patch = 0; patch < patches; patch++) {
            int top = patch / columns * 4 - 1; // the patches overlap by two and begin in the padding
            int left = patch % columns * 4 - 1;
            for (int entry = 0; entry < 36; entry++) {
                for (int position = 0; position < height * width; position++) {
                    inputs[i++] = (float) (at(INPUTS, entry / 6, position / width - top)
                            * at(INPUTS, entry % 6, position % width - left));
                }
            }
        }
        return List.of(
                manager.create(inputs, new Shape(i / (height * width), height * width)), // (patches * 36, H * W)
                kronecker(manager, FILTERS), // (36, 9)
                kronecker(manager, OUTPUTS)); // (16, 36)
    }

    private static double at(double[][] matrix, int row, int column) {
        return column < 0 || column >= matrix[row].length ? 0 : matrix[row][column];
    }

    private static NDArray kronecker(NDManager manager, double[][] m) {
        int columns = m[0].length;
        float[] product = new float[m.length * m.length * columns * columns];
        for (int i = 0; i < product.length; i++) {
            int row = i / (columns * columns);
            int column = i % (columns * columns);
            product[i] = (float) (m[row / m.length][column / columns] * m[row % m.length][column % columns]);
        }
        return manager.create(product, new Shape((long) m.length * m.length, (long) columns * columns));
    }
}
