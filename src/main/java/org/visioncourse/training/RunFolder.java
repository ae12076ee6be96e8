package org.visioncourse.training;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.visioncourse.data.CourseHome;
import org.visioncourse.engine.AtomicFile;
import org.visioncourse.plots.Png;

/**
 * The folder of one run: {@code config.json}, {@code metrics.csv}, {@code curves.png}, {@code checkpoints/},
 * {@code result.json} and the exercise's pictures. Every file in it is whole or absent.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd_HH-mm-ss");
    /** The name that DJL's {@code Model.load} finds the best model by. */
    public static final String BEST = "best";

    private static final Path RUNS = CourseHome.path().resolve("runs");

    /**
     * Makes the folder of a new run.
     *
     * @param exercise the exercise's name
     * @param out the folder, or null for {@code runs/<exercise>/<time>} in the course's folder
     * @throws IOException if the folder cannot be made, or holds a run already
     */
    public static RunFolder create(String exercise, Path out) throws IOException {
        Path folder = out != null
                ? out
                : RUNS.resolve(exercise).resolve(LocalDateTime.now().format(TIME));
        if (Files.isRegularFile(folder)) {
            throw new IOException(folder + " is a file, where a run needs a folder: choose another --out");
        }
        RunFolder run = new RunFolder(folder);
        if (Files.exists(run.config())) {
            throw new IOException(folder + " holds a run already: choose another --out, or --resume " + folder);
        }
        try {
            Files.createDirectories(run.checkpoints());
        } catch (IOException e) {
            throw new IOException("cannot make the run's folder " + folder + ": " + e, e);
        }
        return run;
    }

    /**
     * A run made before.
     *
     * @throws IOException if the folder does not hold a run
     */
    public static RunFolder open(Path folder) throws IOException {
        RunFolder run = new RunFolder(folder);
        if (!Files.isRegularFile(run.config())) {
            throw new IOException(folder + " is not the folder of a run: it has no config.json");
        }
        return run;
    }

    /** The exercise's newest run under {@code runs/} that has a model. */
    public static Optional<RunFolder> newest(String exercise) throws IOException {
        Path runs = RUNS.resolve(exercise);
        if (!Files.isDirectory(runs)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.map(RunFolder::new)
                    .filter(run -> Files.exists(run.best()))
                    .max(Comparator.comparing(run -> run.path.getFileName().toString()));
        }
    }

    /** The folder of what all runs of an exercise may use again. */
    public static Path cache(String exercise) {
        return beside(exercise, "cache");
    }

    /** A folder of an exercise that is not a run, among its runs. */
    public static Path beside(String exercise, String name) {
        return RUNS.resolve(exercise).resolve(name);
    }

    /** Where the options of the run stand. */
    public Path config() {
        return path.resolve("config.json");
    }

    /** A row for every epoch. */
    public Path metrics() {
        return path.resolve("metrics.csv");
    }

    /** The run's figures. */
    public Path result() {
        return path.resolve("result.json");
    }

    /** The folder of the checkpoints, which DJL's {@code Model.load} reads the best model from, by the name "best". */
    public Path checkpoints() {
        return path.resolve("checkpoints");
    }

    /** What the run is resumed from. */
    public Path last() {
        return checkpoints().resolve("last.safetensors");
    }

    /** The best model so far, in DJL's own format. */
    public Path best() {
        return checkpoints().resolve(BEST + "-0000.params");
    }

    /**
     * Saves a model as the run's best; the former best stays until the new one is whole.
     *
     * @param model an initialised model
     */
    public void saveBest(Model model) throws IOException {
        Path beside = Files.createTempDirectory("model");
        Path saved = beside.resolve(best().getFileName());
        try {
            model.setProperty("Epoch", "0"); // part of the file's name in DJL
            model.save(beside, BEST);
            AtomicFile.write(best(), out -> Files.copy(saved, out));
        } finally {
            Files.deleteIfExists(saved);
            Files.delete(beside);
        }
    }

    /**
     * Loads the run's best model.
     *
     * @param model with the block that the run trained, not initialised
     * @return the same model, ready for inference
     * @throws IOException if the run has none, or its file is broken; the model is closed then
     */
    public Model load(Model model) throws IOException {
        try {
            if (!Files.isRegularFile(best())) {
                throw new IOException(path + " has no model yet: its first epoch was not finished");
            }
            loadParameters(model);
            return model;
        } catch (IOException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private void loadParameters(Model model) throws IOException {
        try {
            model.load(checkpoints(), BEST);
            if (!model.getBlock().isInitialized()) {
                throw new IOException("it is not one of DJL's parameter files");
            }
        } catch (IOException | MalformedModelException | RuntimeException e) {
            throw new IOException(
                    best() + " cannot be loaded, cut or not a model of this run"
                            + (e.getMessage() == null ? "" : ": " + e.getMessage()),
                    e);
        }
    }

    /** Writes a picture. */
    public void picture(String name, BufferedImage image) throws IOException {
        Png.write(path.resolve(name), image);
    }
}
