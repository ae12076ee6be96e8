package org.visioncourse.dogbreeds;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.visioncourse.training.Environment;
import org.visioncourse.training.Json;
import org.visioncourse.training.RunFolder;

/**
 * What config.json holds: all that a run is resumed by, and what its model is rebuilt from.
 *
 * @param options the run's options
 * @param classNames the breeds, by label
 * @param checksum of the photographs' names and labels
 * @param environment what the run was started on
 */
public record DogBreedsRun(DogBreedsConfig options, List<String> classNames, long checksum, Environment environment) {

    void write(RunFolder run) throws IOException {
        Json.write(run.config(), this);
    }

    static DogBreedsRun read(RunFolder run) throws IOException {
        DogBreedsRun saved = Json.read(run.config(), DogBreedsRun.class);
        if (saved.options == null || saved.options.backbone() == null || saved.classNames == null) {
            throw new IOException(run.config() + " is not of a dog-breeds run");
        }
        return saved;
    }

    /** The run that trained a run's model: the run itself, or one of the parts that it was made of. */
    static RunFolder ofModel(RunFolder run) throws IOException {
        if (!Files.exists(run.result())) {
            return run;
        }
        String part = Json.read(run.result(), DogBreedsResult.class).model();
        return part == null ? run : new RunFolder(run.path().resolve(part));
    }
}
