package org.visioncourse.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * A {@link Conv2d} that lays several small feature maps into one wide map where bfloat16 is faster that way.
 *
 * <p>A processor's matrix unit (AMX) takes 16 or 32 places of a row at once, and oneDNN gives it one map's row at a time. Of a
 * map 7 or 3 wide it works mostly on nothing, worst in the filters' gradient, a sum over all places. So k maps (C, H, W) stand
 * side by side as one of (C, H, k (W + 1)): a column of zeros behind each is the padding between neighbours. The convolution's
 * columns there are cut out again. Results differ from the direct convolution's as bfloat16 rounds.
 *
 * <p>It is used for 3x3 filters of stride 1 and padding 1, in {@link Precision#BF16} on a processor with AMX, for maps at most 8
 * wide, as far as the batch can be divided by 2, 4, ...; everything else goes to {@code Conv2d}. Parameters, their names and shapes
 * are those of {@code Conv2d}. The output's memory is channels-last.
 */
public class SideBySideConv2d extends Conv2d {

    private static final int LARGEST_WIDTH = 8;
    private static final int WIDE_ENOUGH = 32; // places of a row

    private static final String CONVOLUTION =
            """
            def forward(self, x: Tensor, w: Tensor%s) -> Tensor:
              n = torch.floordiv(torch.size(x, 0), %d)
              c = torch.size(x, 1)
              h = torch.size(x, 2)
              v = torch.size(x, 3)
              y = torch.permute(torch.constant_pad_nd(x, [0, 1]), [0, 2, 3, 1])
              y = torch.transpose(torch.reshape(y, [n, -1, h, torch.add(v, 1), c]), 1, 2)
              y = torch.permute(torch.reshape(y, [n, h, -1, c]), [0, 3, 1, 2])
              y = torch.permute(torch.conv2d(y, w, %s, [1, 1], [1, 1], [1, 1], 1), [0, 2, 3, 1])
              y = torch.reshape(y, [n, h, -1, torch.add(v, 1), torch.size(w, 0)])
              y = torch.transpose(torch.narrow(y, 3, 0, v), 1, 2)
              return torch.permute(torch.reshape(y, [-1, h, v, torch.size(w, 0)]), [0, 3, 1, 2])
            """;

    /**
     * Makes the block.
     *
     * @param builder as for {@code Conv2d}, with any settings
     */
    public SideBySideConv2d(Conv2d.Builder builder) {
        super(builder);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray x = inputs.singletonOrThrow();
        NDArray w = parameters.getValue(weight, x.getDevice(), training);
        return new NDList(convolution(x, w, includeBias ? parameters.getValue(bias, x.getDevice(), training) : null));
    }

    /** The convolution of this block's settings with given filters (F, C, kernel) and a bias (F), null for none. */
    NDArray convolution(NDArray x, NDArray w, NDArray b) {
        int maps = mapsInARow(x);
        if (maps == 1) {
            return Conv2d.conv2d(x, w, b, stride, padding, dilation, groups).singletonOrThrow();
        }
        return sideBySide(x, w, b, maps);
    }

    /** The convolution of (N, C, H, W) with 3x3 filters, {@code maps} of the N beside each other; N is divisible by that. */
    static NDArray sideBySide(NDArray x, NDArray w, NDArray b, int maps) {
        return b == null
                ? TorchScript.function(CONVOLUTION.formatted("", maps, "None")).apply(x, w)
                : TorchScript.function(CONVOLUTION.formatted(", b: Tensor", maps, "b"))
                        .apply(x, w, b);
    }

    /** How many maps stand side by side: a power of two; 1 where the direct convolution is faster. */
    int mapsInARow(NDArray x) {
        return Autocast.hasTiles() && isSame3x3() && Autocast.isOn() ? mapsInARow(x.getShape()) : 1;
    }

    private static int mapsInARow(Shape shape) {
        int maps = 1;
        if (shape.get(3) <= LARGEST_WIDTH) {
            while (maps * (shape.get(3) + 1) < WIDE_ENOUGH && shape.get(0) % (2 * maps) == 0) {
                maps *= 2;
            }
        }
        return maps;
    }

    /** Whether it is a 3x3 convolution that keeps height and width. */
    final boolean isSame3x3() {
        Shape one = new Shape(1, 1);
        return kernelShape.equals(new Shape(3, 3))
                && stride.equals(one)
                && padding.equals(one)
                && dilation.equals(one)
                && groups == 1;
    }
}
