package org.visioncourse.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.visioncourse.engine.ForwardPass;

/**
 * A single-shot detector (Liu et al. 2016, <a href="https://arxiv.org/abs/1512.02325">arXiv:1512.02325</a>): feature maps of
 * several sizes, each made from the one before, and at every position of each map a prediction for every anchor there.
 *
 * <p>Large maps see small things, small maps large ones. On each map stand two 3x3 convolutions, the heads: one for the
 * classes, one for the offsets (D2L, SSD, section 14.7.1).
 *
 * <p>Input: pictures (N, 3, H, W). Output: logits (N, A, C + 1), class 0 background, and {@link Offsets} (N, 4A), where A
 * counts the {@link #anchors} of all maps; both in their order.
 */
public final class Ssd extends AbstractBlock {

    private static final byte VERSION = 1;

    /**
     * One feature map.
     *
     * @param features makes it from the map before, or from the pictures
     * @param anchors what is predicted at each of its positions
     */
    public record Scale(Block features, AnchorShapes anchors) {}

    /** A scale with its heads: a (C + 1) and 4a channels for a anchors at a position. */
    private record Stage(Block features, AnchorShapes anchors, Block classes, Block offsets) {}

    private final List<Stage> stages = new ArrayList<>();
    private final int columns;

    /**
     * Puts heads on feature maps.
     *
     * @param scales from the largest map to the smallest
     * @param numClasses C, background not counted
     * @throws IllegalArgumentException if there is no scale, or no class
     */
    public Ssd(List<Scale> scales, int numClasses) {
        super(VERSION);
        if (scales.isEmpty() || numClasses < 1) {
            throw new IllegalArgumentException("a detector needs a scale and a class, but has " + scales.size()
                    + " scales and " + numClasses + " classes");
        }
        columns = numClasses + 1;
        for (Scale scale : scales) {
            int i = stages.size();
            int anchors = scale.anchors().perPosition();
            stages.add(new Stage(
                    addChildBlock("features" + i, scale.features()),
                    scale.anchors(),
                    addChildBlock("classes" + i, classHead(anchors, numClasses)),
                    addChildBlock("offsets" + i, offsetHead(anchors))));
        }
    }

    /**
     * The convolution that predicts classes on a feature map (D2L's {@code cls_predictor}).
     *
     * @param anchors a, at a position
     * @param numClasses C, background not counted
     * @return (N, channels, h, w) to (N, a (C + 1), h, w), not initialised
     */
    public static Block classHead(int anchors, int numClasses) {
        return head(anchors * (numClasses + 1));
    }

    /**
     * The convolution that predicts offsets on a feature map (D2L's {@code bbox_predictor}).
     *
     * @param anchors a, at a position
     * @return (N, channels, h, w) to (N, 4a, h, w), not initialised
     */
    public static Block offsetHead(int anchors) {
        return head(anchors * Offsets.PER_ANCHOR);
    }

    private static Block head(int channels) {
        return Conv2d.builder()
                .setKernelShape(new Shape(3, 3))
                .optPadding(new Shape(1, 1))
                .setFilters(channels)
                .build();
    }

    /** The blocks that make the feature maps, without the heads: a pretrained network's parts, say. */
    public List<Block> features() {
        return stages.stream().map(Stage::features).toList();
    }

    /** The convolutions that predict: for each map those of the classes and of the offsets. */
    public List<Block> heads() {
        return stages.stream()
                .flatMap(stage -> Stream.of(stage.classes(), stage.offsets()))
                .toList();
    }

    /**
     * The anchors of pictures of one size, map by map, in the order of the predictions.
     *
     * @param height H, in pixels
     * @param width W, in pixels
     * @return A boxes
     */
    public Boxes anchors(int height, int width) {
        List<Boxes> maps = new ArrayList<>();
        Shape[] shape = {new Shape(1, 3, height, width)};
        for (Stage stage : stages) {
            shape = stage.features().getOutputShapes(shape);
            maps.add(stage.anchors().on(Math.toIntExact(shape[0].get(2)), Math.toIntExact(shape[0].get(3))));
        }
        return Boxes.concat(maps);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
        Shape[] shape = inputShapes;
        for (Stage stage : stages) {
            stage.features().initialize(manager, dataType, shape);
            shape = stage.features().getOutputShapes(shape);
            stage.classes().initialize(manager, dataType, shape);
            stage.offsets().initialize(manager, dataType, shape);
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape pictures = inputShapes[0];
        long anchors = anchors(Math.toIntExact(pictures.get(2)), Math.toIntExact(pictures.get(3)))
                .size();
        return new Shape[] {
            new Shape(pictures.get(0), anchors, columns), new Shape(pictures.get(0), Offsets.PER_ANCHOR * anchors)
        };
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> params) {
        NDList classes = new NDList();
        NDList offsets = new NDList();
        NDList map = inputs;
        for (Stage stage : stages) {
            map = ForwardPass.part(parameters, stage.features(), map, training); // (N, channels, h, w)
            classes.addAll(stage.classes().forward(parameters, map, training)); // (N, a (C + 1), h, w)
            offsets.addAll(stage.offsets().forward(parameters, map, training)); // (N, 4a, h, w)
        }
        NDArray allOffsets = concat(offsets, Offsets.PER_ANCHOR); // (N, A, 4)
        return new NDList(
                concat(classes, columns), // (N, A, C + 1)
                allOffsets.reshape(allOffsets.getShape().get(0), -1)); // (N, 4A)
    }

    /**
     * Puts the outputs of heads on several maps one after the other, anchor by anchor (D2L's {@code concat_preds}).
     *
     * @param heads of shapes (N, a depth, h, w); a, h and w may differ
     * @param depth numbers of an anchor: C + 1, or 4
     * @return of shape (N, A, depth), where A counts the anchors of all maps
     */
    public static NDArray concat(List<NDArray> heads, int depth) {
        NDList parts = new NDList(heads.size());
        for (NDArray head : heads) {
            parts.add(head.transpose(0, 2, 3, 1).reshape(head.getShape().get(0), -1, depth)); // (N, a h w, depth)
        }
        return NDArrays.concat(parts, 1);
    }
}
