package org.visioncourse.training;

import picocli.CommandLine.Option;

/** Options of every training on data, for picocli's {@code @Mixin}; null where the preset of the exercise holds. */
public final class TrainingOptions {

    @Option(names = "--data", paramLabel = "DATA", description = "a folder, a set's name, or sample (generated data)")
    public String data;

    @Option(names = "--epochs", paramLabel = "N", description = "passes over the training set")
    public Integer epochs;

    @Option(names = "--batch-size", paramLabel = "N", description = "examples of a step")
    public Integer batchSize;

    @Option(names = "--learning-rate", paramLabel = "RATE", description = "the schedule's highest learning rate")
    public Float learningRate;

    @Option(names = "--limit", paramLabel = "N", description = "train on no more than so many examples")
    public Integer limit;

    /** An option's value, or the preset's where it was not given. */
    public static <T> T or(T given, T preset) {
        return given != null ? given : preset;
    }
}
