package org.visioncourse.data;

import ai.djl.util.JsonUtils;
import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import java.util.List;
import org.visioncourse.engine.GoldenFile;

/** What D2L's section on CIFAR-10 prints and sets; the file names its source. */
public record D2lCifar10(Published published, Hyperparameters hyperparameters) {

    private static final Gson GSON = JsonUtils.GSON
            .newBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .create();

    public static final D2lCifar10 READ = GoldenFile.read("kaggle-cifar10.json", D2lCifar10.class, GSON);

    /** What its run printed. */
    public record Published(int trainExamplesDemo, int classes) {}

    /** What it sets. */
    public record Hyperparameters(
            int batchSizeDemo,
            double validRatio,
            List<Float> mean,
            List<Float> std,
            int epochs,
            float lr,
            float weightDecay,
            double momentum,
            int lrPeriod,
            float lrDecay) {}
}
