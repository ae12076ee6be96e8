package org.visioncourse.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.visioncourse.engine.GroupedOptimizer;
import org.visioncourse.engine.ParameterGroup;
import org.visioncourse.engine.Torch;
import org.visioncourse.engine.UpdateRule;

/** A small exercise with dropout, whose draws a resumed run must repeat: the loop's own guinea pig. */
final class Regression implements Fit.Exercise, AutoCloseable {

    static final int EPOCHS = 3;
    static final int STEPS = 4;

    private final NDManager manager;
    private final SequentialBlock network;
    private final GroupedOptimizer optimizer;
    private final int width;
    int bests;
    int stopAtStep = -1;
    boolean interruptInValidation;
    int millisAStep;
    Stop stop;
    private int stepsRun;

    Regression(int width) {
        Torch.start();
        this.width = width;
        manager = NDManager.newBaseManager();
        network = new SequentialBlock()
                .add(Linear.builder().setUnits(width).build())
                .add(Activation.reluBlock())
                .add(Dropout.builder().optRate(0.5f).build())
                .add(Linear.builder().setUnits(1).build());
        network.setInitializer(new ConstantInitializer(0.01f), parameter -> true);
        network.initialize(manager, DataType.FLOAT32, new Shape(1, 8));
        optimizer = GroupedOptimizer.of(
                UpdateRule.adam(0.9, 0.999, 1e-8),
                Schedules.cosine(0.01f, EPOCHS * STEPS),
                ParameterGroup.decayWeightsOnly(network, 0.01f));
    }

    Fit fit(RunFolder run, Stop stop) {
        this.stop = stop;
        Checkpoint checkpoint = new Checkpoint().block("network", network).optimizer("optimizer", optimizer);
        return new Fit(EPOCHS, STEPS, 7, run, checkpoint, stop, Progress.SILENT);
    }

    /** The weights, which tell whether two runs went the same way. */
    float[] weights() {
        return network.getParameters().get(0).getValue().getArray().toFloatArray();
    }

    @Override
    public Steps begin(int epoch, int firstStep) {
        return new Steps() {
            private int step = firstStep;

            @Override
            public Figures next(NDManager scope) {
                if (stepsRun++ == stopAtStep) {
                    stop.request("the test says so");
                }
                return train(scope, new Random(100L * epoch + step++));
            }
        };
    }

    private Figures train(NDManager scope, Random random) {
        pause();
        float[] values = new float[16 * 8];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        NDArray x = scope.create(values, new Shape(16, 8));
        NDArray y = x.sum(new int[] {1}, true);
        NDArray loss;
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
            NDList output = network.forward(new ParameterStore(scope, false), new NDList(x), true);
            loss = output.singletonOrThrow().sub(y).square().mean();
            collector.backward(loss);
        }
        optimizer.step();
        return Figures.of(16, "trainLoss", loss.getFloat());
    }

    private void pause() {
        try {
            Thread.sleep(millisAStep);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Figures validate(int epoch) {
        if (interruptInValidation) {
            Thread.currentThread().interrupt();
        }
        return Figures.of(1, "validLoss", 1.0 / (epoch + 1));
    }

    @Override
    public double score(Map<String, Double> row) {
        return -row.get("validLoss");
    }

    @Override
    public void saveBest(RunFolder run) {
        bests++;
    }

    @Override
    public void close() {
        optimizer.close();
        manager.close();
    }

    /** Runs or resumes in a folder, in a process of its own: to be killed. */
    public static void main(String[] args) throws Exception {
        RunFolder run = new RunFolder(Path.of(args[0]));
        try (Regression exercise = new Regression(Integer.parseInt(args[1]));
                Stop stop = Stop.after(Duration.ofMinutes(1))) {
            exercise.millisAStep = args[2].equals("slow") ? 200 : 0;
            exercise.fit(run, stop).resume(exercise);
        }
    }
}
