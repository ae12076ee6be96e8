package org.visioncourse.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;

/**
 * A convolution and the BatchNorm behind it as one convolution, which saves a pass over the pictures.
 *
 * <p>At rest BatchNorm is s x + t for each channel, with s = gamma / sqrt(variance + epsilon) and t = beta - s mean: s goes
 * into the filters, t is the bias. DJL does not tell epsilon, so s and t are asked from the block, by two pictures of one
 * pixel.
 */
final class FoldedBatchNorm {

    /** From the two answers y(b) = s b + t and y(b + 1024): the filters times s. */
    private static final String FILTERS =
            """
            def forward(self, w: Tensor, y: Tensor) -> Tensor:
              scale = torch.div(torch.sub(torch.select(y, 0, 1), torch.select(y, 0, 0)), 1024.)
              return torch.mul(w, torch.reshape(scale, [-1, 1, 1, 1]))
            """;

    private static final String QUESTION =
            "def forward(self, b: Tensor) -> Tensor:\n  return torch.reshape(torch.cat([b, torch.add(b, 1024.)]), [2, -1, 1, 1])\n";

    private FoldedBatchNorm() {}

    /** Whether the pass over the filters that folding takes is shorter than the one over the pictures that it saves. */
    static boolean isFaster(Block block, Block next, NDList input) {
        return block instanceof Conv2d convolution
                && next instanceof BatchNorm
                && input.singletonOrThrow().size()
                        >= parameter(convolution, "weight").getArray().size();
    }

    /** Both blocks' output, attached to the input's manager. */
    static NDList run(Conv2d convolution, BatchNorm norm, ParameterStore parameters, NDArray x) {
        try (NDManager scope = x.getManager().newSubManager()) {
            NDArray weight = parameter(convolution, "weight").getArray();
            NDArray bias = convolution.isIncludeBias()
                    ? parameter(convolution, "bias").getArray()
                    : scope.zeros(new Shape(weight.getShape().get(0)));
            NDArray question = TorchScript.function(QUESTION).apply(bias);
            question.attach(scope);
            NDArray answer =
                    norm.forward(parameters, new NDList(question), false).singletonOrThrow(); // (2, C, 1, 1)
            NDArray filters = TorchScript.function(FILTERS).apply(weight, answer);
            filters.attach(scope);
            NDArray shift = answer.get(0).flatten(); // (C)
            NDArray y = convolution instanceof SideBySideConv2d own
                    ? own.convolution(x, filters, shift)
                    : Conv2d.conv2d(
                                    x,
                                    filters,
                                    shift,
                                    convolution.getStride(),
                                    convolution.getPadding(),
                                    convolution.getDilation(),
                                    convolution.getGroups())
                            .singletonOrThrow();
            y.attach(x.getManager());
            return new NDList(y);
        }
    }

    private static Parameter parameter(Conv2d convolution, String name) {
        return convolution.getDirectParameters().get(name);
    }
}
