package org.visioncourse.cifar10;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.tracker.Tracker;
import java.util.Arrays;
import java.util.List;
import org.visioncourse.data.Normalisation;
import org.visioncourse.engine.InPlace;
import org.visioncourse.engine.ParameterGroup;
import org.visioncourse.engine.UpdateRule;
import org.visioncourse.training.Lookahead;
import org.visioncourse.training.SupervisedTraining;

/**
 * What the fast recipe does beside its network, its pictures and its schedule.
 *
 * <p>It is airbench94's, with the filters' step of airbench94_muon; the latter's other changes (momentum of 0.6, a rate that falls
 * from the first step to 0, no Lookahead, a faster first bias) are not taken over. With the higher momentum, steps of one length
 * agree more and carry the filters further, so that the rate here is less than half of airbench94_muon's.
 */
final class FastTraining {

    private static final float BIAS_SCALE = 64;
    private static final float MUON_SHARE = 1 / 15f; // of the rate, with batches of MUON_BATCH: 0.05 at the peak
    private static final int MUON_BATCH = 512; // the rate grows with the batch, Muon's only with the root of it
    private static final int WHITENING_BIAS_EPOCHS = 3;
    private static final int LOOKAHEAD_PERIOD = 5;
    private static final double LOOKAHEAD_DECAY = Math.pow(0.95, LOOKAHEAD_PERIOD);

    private FastTraining() {}

    /** Sets start values as the recipe's parts say, and what happens during the training. */
    static void prepare(SupervisedTraining.Builder training, Model model, Cifar10Data data, Cifar10Config config) {
        List<Block> convolutions = model.getBlock().getChildren().values().stream()
                .filter(Conv2d.class::isInstance)
                .toList();
        Block first = convolutions.get(0);
        if (config.has(FastPart.IDENTITY_START)) {
            convolutions.stream().skip(1).forEach(FastTraining::passOn);
        }
        if (config.has(FastPart.WHITENING)) {
            set(
                    first.getDirectParameters().get("weight"),
                    Whitening.filters(data.train(), Normalisation.CIFAR10, FastNet.PATCH));
            first.getDirectParameters().get("weight").freeze(true);
            Parameter bias = first.getDirectParameters().get("bias");
            training.beforeEpoch(epoch -> bias.freeze(epoch >= WHITENING_BIAS_EPOCHS));
        }
        if (config.has(FastPart.LOOKAHEAD)) {
            int updates = config.epochs() * data.training(config).batchesPerEpoch();
            training.lookahead(lookahead(model.getBlock(), updates));
        }
    }

    /** A 3x3 convolution's first filters, as many as there are inputs, give these as they are; the others stay. */
    static void passOn(Block convolution) {
        Parameter weight = convolution.getDirectParameters().get("weight");
        float[] values = weight.getArray().toFloatArray(); // (out, in, 3, 3)
        int in = (int) weight.getShape().get(1);
        Arrays.fill(values, 0, in * in * 9, 0);
        for (int i = 0; i < in; i++) {
            values[(i * in + i) * 9 + 4] = 1; // in the middle
        }
        set(weight, values);
    }

    private static void set(Parameter parameter, float[] values) {
        NDArray array = parameter.getArray();
        try (NDArray given = array.getManager().create(values, array.getShape())) {
            InPlace.copy(List.of(array), List.of(given));
        }
    }

    /**
     * Weights decay and learn at the rate; so do the first bias and BatchNorm's scales; BatchNorm's biases have a rate of
     * their own. Filters that move by Muon have another, and no decay: {@link UpdateRule#muon} keeps their size.
     */
    static List<ParameterGroup> groups(Block network, Cifar10Config config) {
        float scale = config.has(FastPart.FAST_BIASES) ? BIAS_SCALE : 1;
        ParameterGroup biases = ParameterGroup.of(network, FastTraining::isNormsBias, config.weightDecay() / scale)
                .withLearningRateScale(scale);
        if (!config.has(FastPart.MUON)) {
            return List.of(
                    ParameterGroup.of(network, parameter -> !isNormsBias(parameter), config.weightDecay()), biases);
        }
        float share = (float) (MUON_SHARE * Math.sqrt((double) MUON_BATCH / config.batchSize()));
        return List.of(
                ParameterGroup.of(
                        network, parameter -> !isNormsBias(parameter) && !isFilters(parameter), config.weightDecay()),
                biases,
                ParameterGroup.of(network, FastTraining::isFilters, 0).withLearningRateScale(share));
    }

    private static boolean isFilters(Parameter parameter) {
        return parameter.getShape().dimension() == 4;
    }

    private static boolean isNormsBias(Parameter parameter) {
        return parameter.getType() == Parameter.Type.BETA;
    }

    /** Slow weights that follow closely at first and are all but fixed in the end. */
    static Lookahead lookahead(Block network, int updates) {
        Tracker decay = done -> (float) (LOOKAHEAD_DECAY * Math.pow(done / (double) updates, 3));
        return new Lookahead(network, LOOKAHEAD_PERIOD, updates, decay);
    }
}
