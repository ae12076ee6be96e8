package org.visioncourse.dogbreeds;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.SavedRun;

/** What learns in which mode. */
@TestInstance(Lifecycle.PER_CLASS)
class FrozenTrunkTest {

    @TempDir
    static Path folder;

    private static Path weights() {
        return folder.resolve(SmallRuns.WEIGHTS);
    }

    @BeforeAll
    void writeFiles() throws Exception {
        SmallRuns.write(folder);
    }

    /** The best model's layers below the head, in a file like that of the weights. */
    private Path trained(Mode mode) throws Exception {
        RunFolder run = SmallRuns.folder(folder, mode.toString());
        DogBreedsConfig config = SmallRuns.config(mode, folder);
        SmallRuns.train(config, run);
        Path trunk = run.path().resolve("trunk.safetensors");
        try (Model best = DogClassifier.best(run);
                Model start = DogClassifier.create(
                        config, SavedRun.read(run, DogBreedsConfig.class).classNames())) {
            SequentialBlock network = (SequentialBlock) best.getBlock();
            config.backbone().save(DogClassifier.trunk(network), trunk);
            assertHeadsDiffer(
                    DogClassifier.head(network), DogClassifier.head((SequentialBlock) start.getBlock()), mode);
        }
        return trunk;
    }

    private static void assertHeadsDiffer(Block one, Block other, Mode mode) {
        List<float[]> ones = values(one);
        List<float[]> others = values(other);
        assertThat(ones).hasSize(4).hasSameSizeAs(others);
        for (int i = 0; i < ones.size(); i++) {
            assertThat(ones.get(i)).as(mode + ", parameter " + i).isNotEqualTo(others.get(i));
        }
    }

    private static List<float[]> values(Block block) {
        return block.getParameters().values().stream()
                .map(parameter -> parameter.getArray().toFloatArray())
                .toList();
    }

    @Test
    void onFeaturesTheHeadLearnsAndAllBelowItStaysBitForBitWithItsRunningStatistics() throws Exception {
        assertThat(Files.mismatch(trained(Mode.FEATURES), weights())).isEqualTo(-1);
    }

    @Test
    void inFineTuningAllLayersLearn() throws Exception {
        assertThat(Files.mismatch(trained(Mode.FINETUNE), weights())).isNotEqualTo(-1);
    }
}
