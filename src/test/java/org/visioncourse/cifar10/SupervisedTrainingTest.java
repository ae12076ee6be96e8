package org.visioncourse.cifar10;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDManager;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.visioncourse.data.GeneratedImages;
import org.visioncourse.data.ImageSet;
import org.visioncourse.engine.Precision;
import org.visioncourse.training.Figures;
import org.visioncourse.training.Steps;
import org.visioncourse.training.SupervisedTraining;

class SupervisedTrainingTest {

    private static SupervisedTraining training(Cifar10Config config, ImageSet pictures) {
        Cifar10Data data = new Cifar10Data(pictures, null, pictures);
        return Cifar10Training.training(config, data, Cifar10Training.schedule(config, data));
    }

    @Test
    void liveArraysStayFlatOverTheSteps() throws Exception {
        Cifar10Config config = Cifar10Config.sample().quick();
        ImageSet pictures =
                GeneratedImages.draw(320, 1).subset(IntStream.range(0, 320).toArray());
        try (SupervisedTraining training = training(config, pictures);
                NDManager scope = NDManager.newBaseManager();
                Steps steps = training.begin(0, 0)) {
            steps.next(scope);
            steps.next(scope); // the optimizer's and the batches' memory is there now
            int before = liveArrays(training);
            for (int i = 0; i < 7; i++) {
                steps.next(scope);
            }
            assertThat(liveArrays(training)).isEqualTo(before);
        }
    }

    @Test
    void aStepInBfloat16LearnsAlmostAsInFloat32() throws Exception {
        assumeTrue(hasBfloat16(), "this processor has no instructions for bfloat16");
        double[] losses = new double[2];
        for (Precision precision : Precision.values()) {
            Cifar10Options options = new Cifar10Options();
            options.precision = precision;
            Cifar10Config config = options.over(Cifar10Config.sample().quick());
            try (SupervisedTraining training = training(config, GeneratedImages.draw(96, 1));
                    NDManager scope = NDManager.newBaseManager();
                    Steps steps = training.begin(0, 0)) {
                steps.next(scope);
                steps.next(scope);
                losses[precision.ordinal()] = steps.next(scope).get("trainLoss");
            }
        }
        assertThat(losses[1]).isNotEqualTo(losses[0]).isCloseTo(losses[0], within(0.05));
    }

    private static boolean hasBfloat16() {
        try {
            Precision.BF16.require();
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static int liveArrays(SupervisedTraining training) {
        return training.model().getNDManager().getManagedArrays().size();
    }

    /** With the real preset, whose label smoothing alone would keep the loss at 0.5. */
    @Test
    void oneBatchCanBeOverfitted() throws Exception {
        Cifar10Options options = new Cifar10Options();
        options.training.data = Cifar10Config.SAMPLE;
        options.training.learningRate = 0.02f;
        Cifar10Config config = options.over(Cifar10Config.real("real").quick().overfitting());
        Cifar10Data data = Cifar10Data.load(config);
        assertThat(IntStream.of(data.train().labels()).distinct().count()).isGreaterThan(1);
        try (SupervisedTraining training = training(config, data.train());
                NDManager scope = NDManager.newBaseManager()) {
            Figures last = Figures.NONE;
            for (int epoch = 0; epoch < config.epochs(); epoch++) {
                try (Steps steps = training.begin(epoch, 0)) {
                    for (int i = 0; i < training.stepsPerEpoch(); i++) {
                        last = steps.next(scope);
                    }
                }
            }
            assertThat(last.get("trainLoss")).isLessThan(0.05);
            assertThat(last.get("trainAccuracy")).isEqualTo(1.0);
        }
    }
}
