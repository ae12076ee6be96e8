package org.visioncourse.cifar10;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.visioncourse.engine.GradMode;
import org.visioncourse.engine.MainArena;
import org.visioncourse.engine.Precision;
import org.visioncourse.engine.TorchScript;

/**
 * The limit of {@link TrainingStep}: forward, loss and backward of the same network in one native call, without batches,
 * update and average.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 10)
@Fork(1)
public class OneModule {

    @Param("128")
    public int batch;

    @Param({"FP32", "BF16"})
    public Precision precision;

    private final ScriptedResNet18 source = new ScriptedResNet18();
    private Model model;
    private NDManager manager;
    private List<NDArray> parameters;
    private List<NDArray> pictures;
    private List<NDArray> labels;
    private TorchScript function;

    @Setup
    public void start() {
        model = Classifier.create(18, List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), 0);
        parameters = model.getBlock().getParameters().values().stream()
                .map(Parameter::getArray)
                .toList();
        for (Parameter parameter : model.getBlock().getParameters().values()) {
            parameter.getArray().setRequiresGradient(parameter.requiresGradient());
        }
        manager = NDManager.newBaseManager();
        pictures = List.of(manager.randomNormal(new Shape(batch, 32, 32, 3)).transpose(0, 3, 1, 2));
        labels = List.of(manager.randomInteger(0, 10, new Shape(batch), DataType.INT64));
        function = TorchScript.function(source.text());
    }

    @Benchmark
    public float lossAndGradients() throws Exception {
        return MainArena.call(this::run); // as in a run
    }

    private float run() {
        try (GradMode on = GradMode.on();
                Precision.Scope scope = precision.use();
                NDManager step = manager.newSubManager()) {
            NDList results = function.apply(step, List.of(pictures, labels, parameters));
            return results.get(0).getFloat();
        }
    }

    @TearDown
    public void close() {
        manager.close();
        model.close();
    }
}
