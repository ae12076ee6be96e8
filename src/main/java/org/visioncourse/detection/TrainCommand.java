package org.visioncourse.detection;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.visioncourse.engine.Torch;
import org.visioncourse.training.Progress;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Stop;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** {@code detection train}: trains a detector and tells how good it is on pictures that it never saw. */
@CommandLine.Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Trains a detector.")
final class TrainCommand implements Callable<Integer> {

    private static final int SHOWN_FAULTS = 10;

    @Mixin
    private DetectionOptions options = new DetectionOptions();

    TrainCommand() {}

    TrainCommand(DetectionOptions options) {
        this.options = options;
    }

    @Override
    public Integer call() throws Exception {
        Duration limit = options.run.limit(); // refused before anything is read
        Path resume = options.run.resume;
        DetectionConfig config =
                resume == null ? options.config() : options.run.resumed(DetectionConfig.class, options::over);
        config.precision().require();
        DetectionData data = DetectionData.load(config); // before Stop: Ctrl-C ends a download at once
        if (config.backbone().isTrained()) {
            config.backbone().weights(config.weights());
        }
        Torch.start(); // before there is a folder, should this machine have no libtorch
        introduce(config, data);
        try (Stop stop = Stop.after(limit)) {
            RunFolder folder = resume == null
                    ? RunFolder.create(DetectionTraining.EXERCISE, options.run.out)
                    : RunFolder.open(resume);
            Optional<DetectionResult> result =
                    new DetectionSeries(config, data, folder, stop, Progress.console()).run();
            if (result.isPresent()) {
                conclude(config, result.get(), folder.path());
            } else {
                System.out.printf("Stopped: %s. Go on with --resume %s%n", stop.reason(), folder.path());
            }
        }
        return 0;
    }

    private static void introduce(DetectionConfig config, DetectionData data) {
        int valid = data.valid() == null ? 0 : data.valid().size();
        System.out.printf(
                Locale.ROOT,
                "%s on %s, %d x %d: %,d pictures to train on with %,d boxes of %,d classes%s.%n",
                config.backbone().isTrained() ? "SSD over " + config.backbone() : "TinySSD",
                config.isSample() ? "generated fruit" : config.data(),
                config.side(),
                config.side(),
                data.train().size(),
                data.train().boxCount(),
                data.train().classNames().size(),
                config.folds() > 0
                        ? ", each held out once in " + config.folds() + " parts"
                        : String.format(Locale.ROOT, ", %,d pictures to validate on", valid));
        reportFaults(data.leftOut());
    }

    /** Tells what was left out, the first of many. */
    static void reportFaults(List<String> leftOut) {
        leftOut.stream().limit(SHOWN_FAULTS).forEach(System.out::println);
        if (!leftOut.isEmpty()) {
            System.out.printf(Locale.ROOT, "Left out: %,d rows.%n", leftOut.size());
        }
    }

    private static void conclude(DetectionConfig config, DetectionResult result, Path folder) {
        String time = Progress.format(Duration.ofMillis((long) (1000 * result.seconds())));
        if (result.held() == null) {
            System.out.println("Nothing was held out to measure on; train loss " + result.trainLoss());
        } else {
            System.out.println(EvaluateCommand.text(result.held()) + ", after " + time);
            Path shown = config.folds() > 0 ? folder.resolve("fold-1") : folder;
            System.out.println(
                    "Look at " + shown.resolve("found.png") + " and " + shown.resolve("precision-recall.png"));
        }
        if (config.isSample()) {
            System.out.println(
                    "Real pictures: mvn compile exec:java@detection -Dexec.args=\"--data FOLDER\", with boxes in"
                            + " a table, Pascal VOC's XML or COCO's JSON; --data banana fetches D2L's");
        }
    }
}
