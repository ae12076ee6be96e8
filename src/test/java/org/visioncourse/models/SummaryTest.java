package org.visioncourse.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.visioncourse.engine.ConvTranspose2d;
import org.visioncourse.engine.Torch;

class SummaryTest {

    private static final Shape IMAGE = new Shape(1, 3, 8, 8);

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    @Test
    void theTableShowsEveryLayerWithItsOutputAndItsOwnParameters() {
        SequentialBlock network = network();
        network.initialize(manager, DataType.FLOAT32, IMAGE);
        assertThat(Summary.of(network, new Shape(2, 3, 8, 8)).toString())
                .isEqualToNormalizingNewlines(
                        """
                        layer                output          parameters
                        SequentialBlock      (2, 5)
                          Conv2d 3x3 /2x2    (2, 4, 4, 4)           112
                          ParallelBlock      (2, 4, 4, 4)
                            SequentialBlock  (2, 4, 4, 4)
                              BatchNorm      (2, 4, 4, 4)            16
                              ReLU           (2, 4, 4, 4)
                            identity         (2, 4, 4, 4)
                          lambda             (2, 4, 4, 4)
                          batchFlatten       (2, 64)
                          Linear             (2, 5)                 325
                        453 parameters, 445 of them trainable
                        """);
    }

    @Test
    void aTransposedConvolutionIsShownWithItsKernelAndStride() {
        SequentialBlock network = new SequentialBlock()
                .add(ConvTranspose2d.builder()
                        .setKernelShape(new Shape(4, 4))
                        .setFilters(5)
                        .optStride(new Shape(2, 2))
                        .optPadding(new Shape(1, 1))
                        .build())
                .add(ConvTranspose2d.builder()
                        .setKernelShape(new Shape(3, 1))
                        .setFilters(2)
                        .optBias(false)
                        .build());
        network.initialize(manager, DataType.FLOAT32, IMAGE);
        assertThat(Summary.of(network, IMAGE).toString())
                .isEqualToNormalizingNewlines(
                        """
                        layer                       output            parameters
                        SequentialBlock             (1, 2, 18, 16)
                          ConvTranspose2d 4x4 /2x2  (1, 5, 16, 16)           245
                          ConvTranspose2d 3x1       (1, 2, 18, 16)            30
                        275 parameters, 275 of them trainable
                        """);
    }

    @Test
    void frozenParametersAreNotTrainable() {
        SequentialBlock network = network();
        network.initialize(manager, DataType.FLOAT32, IMAGE);
        network.getChildren().get(0).getValue().freezeParameters(true);
        Summary summary = Summary.of(network, IMAGE);
        assertThat(summary.parameters()).isEqualTo(453);
        assertThat(summary.trainableParameters()).isEqualTo(445 - 112);
    }

    @Test
    void aLayerUsedTwiceIsCountedOnce() {
        Linear shared = Linear.builder().setUnits(8).build();
        SequentialBlock network = new SequentialBlock().add(shared).add(shared);
        network.initialize(manager, DataType.FLOAT32, new Shape(1, 8));
        assertThat(Summary.of(network, new Shape(1, 8)).parameters()).isEqualTo(72);
    }

    @Test
    void withinACompositeOfItsOwnKindOnlyTheOutputIsKnown() {
        Block custom = new Doubled(Linear.builder().setUnits(4).build());
        custom.initialize(manager, DataType.FLOAT32, new Shape(1, 3));
        assertThat(Summary.of(custom, new Shape(1, 3)).layers())
                .containsExactly(
                        new Summary.Layer(0, "Doubled", List.of(new Shape(1, 4)), 0, 0),
                        new Summary.Layer(1, "inner: Linear", List.of(), 16, 16));
    }

    @Test
    void lookingChangesNothingAndKeepsNoArray() {
        SequentialBlock network = network();
        network.initialize(manager, DataType.FLOAT32, IMAGE);
        List<float[]> before = values(network);
        int arrays = manager.getManagedArrays().size();
        int engineArrays =
                NDManager.newBaseManager().getParentManager().getManagedArrays().size();
        assertThat(Summary.of(network, new Shape(4, 3, 8, 8)).toString()).isNotEmpty();
        assertThat(manager.getManagedArrays()).hasSize(arrays);
        List<float[]> after = values(network);
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i)).isEqualTo(before.get(i));
        }
        assertThat(network.getInputShapes()).containsExactly(IMAGE);
    }

    @Test
    void aBlockThatIsNotInitialisedIsRefused() {
        assertThatThrownBy(() -> Summary.of(network(), IMAGE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("call block.initialize");
    }

    private static List<float[]> values(Block block) {
        return block.getParameters().values().stream()
                .map(Parameter::getArray)
                .map(NDArray::toFloatArray)
                .toList();
    }

    private static SequentialBlock network() {
        Block branch = new SequentialBlock().add(BatchNorm.builder().build()).add(Activation.reluBlock());
        return new SequentialBlock()
                .add(Conv2d.builder()
                        .setKernelShape(new Shape(3, 3))
                        .optStride(new Shape(2, 2))
                        .optPadding(new Shape(1, 1))
                        .setFilters(4)
                        .build())
                .add(new ParallelBlock(
                        branches -> new NDList(
                                branches.get(0).head().add(branches.get(1).head())),
                        List.of(branch, Blocks.identityBlock())))
                .addSingleton(NDArray::square)
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(5).build());
    }

    /** A composite that is neither sequential nor parallel. */
    private static final class Doubled extends AbstractBlock {

        private final Block inner;

        Doubled(Block inner) {
            this.inner = addChildBlock("inner", inner);
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
            NDArray output = inner.forward(parameters, inputs, training).singletonOrThrow();
            return new NDList(output.add(output));
        }

        @Override
        protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
            inner.initialize(manager, dataType, inputShapes);
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            return inner.getOutputShapes(inputShapes);
        }
    }
}
