package org.visioncourse.data;

import ai.djl.util.JsonUtils;
import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What D2L's section on CIFAR-10 prints and sets; the file names its source. */
public record D2lCifar10(Published published, Hyperparameters hyperparameters) {

    private static final Gson GSON = JsonUtils.GSON
            .newBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .create();

    public static final D2lCifar10 READ = read();

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

    private static D2lCifar10 read() {
        try (Reader reader = new InputStreamReader(
                D2lCifar10.class.getResourceAsStream("/golden/kaggle-cifar10.json"), StandardCharsets.UTF_8)) {
            return GSON.fromJson(reader, D2lCifar10.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
