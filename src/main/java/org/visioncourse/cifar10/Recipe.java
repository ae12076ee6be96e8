package org.visioncourse.cifar10;

import ai.djl.Model;
import ai.djl.nn.Block;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.visioncourse.data.Augmentation;
import org.visioncourse.data.Normalisation;
import org.visioncourse.engine.ParameterGroup;
import org.visioncourse.engine.UpdateRule;
import org.visioncourse.training.Schedules;
import org.visioncourse.training.SupervisedTraining;

/** A way to train: crop, schedule, momentum and weight decay that belong together; the options say how much of each. */
public enum Recipe {

    /**
     * The course's own: crops of the padded picture, one rise and one fall of the learning rate, Nesterov momentum, and
     * weight decay on the weights of layers alone.
     */
    COURSE {
        @Override
        List<Augmentation> crop() {
            return List.of(Augmentation.padCrop(4));
        }

        @Override
        public Tracker schedule(Cifar10Config config, int stepsPerEpoch) {
            return Schedules.oneCycle(config.learningRate(), config.epochs() * stepsPerEpoch, config.warmUp(), 0);
        }

        @Override
        UpdateRule rule(Cifar10Config config) {
            return UpdateRule.sgd(config.momentum(), config.momentum() > 0);
        }

        @Override
        List<ParameterGroup> groups(Block network, Cifar10Config config) {
            return ParameterGroup.decayWeightsOnly(network, config.weightDecay());
        }
    },

    /**
     * D2L's, of the section <a href="https://d2l.ai/chapter_computer-vision/kaggle-cifar10.html">kaggle-cifar10</a>:
     * square parts of at least 0.64 of the picture at 40x40, a learning rate that falls by a tenth every four epochs,
     * plain momentum, and weight decay on all parameters.
     */
    D2L {
        @Override
        List<Augmentation> crop() {
            return List.of(Augmentation.resize(40, 40), Augmentation.randomResizedCrop(Cifar10Data.SIZE, 0.64, 1));
        }

        @Override
        public Tracker schedule(Cifar10Config config, int stepsPerEpoch) {
            return Schedules.step(config.learningRate(), 4 * stepsPerEpoch, 0.9f);
        }

        @Override
        UpdateRule rule(Cifar10Config config) {
            return UpdateRule.sgd(config.momentum(), false);
        }

        @Override
        List<ParameterGroup> groups(Block network, Cifar10Config config) {
            return List.of(ParameterGroup.all(network, config.weightDecay()));
        }
    },

    /**
     * For few epochs: {@link FastNet} instead of a ResNet, high rates that fall from early on, and what {@link FastPart} lists.
     */
    FAST {
        @Override
        List<Augmentation> crop() {
            return List.of(Augmentation.reflectCrop(2));
        }

        @Override
        Augmentation flip(Cifar10Config config) {
            return config.has(FastPart.ALTERNATING_FLIP) ? Augmentation.alternatingFlip() : super.flip(config);
        }

        @Override
        public Tracker schedule(Cifar10Config config, int stepsPerEpoch) {
            return Schedules.triangle(
                    config.learningRate(), config.epochs() * stepsPerEpoch, FAST_FIRST, config.warmUp(), FAST_LAST);
        }

        @Override
        UpdateRule rule(Cifar10Config config) {
            return config.has(FastPart.MUON)
                    ? UpdateRule.muon(config.momentum())
                    : UpdateRule.sgd(config.momentum(), config.momentum() > 0);
        }

        @Override
        List<ParameterGroup> groups(Block network, Cifar10Config config) {
            return FastTraining.groups(network, config);
        }

        @Override
        void prepare(SupervisedTraining.Builder training, Model model, Cifar10Data data, Cifar10Config config) {
            FastTraining.prepare(training, model, data, config);
        }
    };

    private static final double FAST_FIRST = 0.2; // of the highest rate
    private static final double FAST_LAST = 0.07;

    abstract List<Augmentation> crop();

    /** What else the recipe does to a network with start values, and during its training. */
    void prepare(SupervisedTraining.Builder training, Model model, Cifar10Data data, Cifar10Config config) {}

    Augmentation flip(Cifar10Config config) {
        return Augmentation.horizontalFlip();
    }

    /**
     * The learning rate of each update of a run.
     *
     * @param stepsPerEpoch updates of an epoch
     */
    public abstract Tracker schedule(Cifar10Config config, int stepsPerEpoch);

    abstract UpdateRule rule(Cifar10Config config);

    abstract List<ParameterGroup> groups(Block network, Cifar10Config config);

    /** What is done to a training picture: crop, flip, cutout, or nothing. */
    List<Augmentation> augmentations(Cifar10Config config) {
        if (config.overfit() || config.plainPictures()) {
            return List.of();
        }
        List<Augmentation> all = new ArrayList<>(crop());
        all.add(flip(config));
        if (config.cutout() > 0) {
            all.add(Augmentation.cutout(config.cutout(), Normalisation.CIFAR10));
        }
        return all;
    }

    /** As the command line names it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
