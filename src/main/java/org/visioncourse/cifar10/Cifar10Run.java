package org.visioncourse.cifar10;

import java.io.IOException;
import java.util.List;
import org.visioncourse.training.Environment;
import org.visioncourse.training.Json;
import org.visioncourse.training.RunFolder;

/**
 * What config.json holds: all that a run is resumed by, and what its model is rebuilt from.
 *
 * @param options the run's options
 * @param classNames the classes' names, by label
 * @param checksum of the pictures and labels
 * @param environment what the run was started on
 */
public record Cifar10Run(Cifar10Config options, List<String> classNames, long checksum, Environment environment) {

    void write(RunFolder run) throws IOException {
        Json.write(run.config(), this);
    }

    static Cifar10Run read(RunFolder run) throws IOException {
        Cifar10Run saved = Json.read(run.config(), Cifar10Run.class);
        if (saved.options == null || saved.classNames == null) {
            throw new IOException(run.config() + " is not of a cifar10 run");
        }
        return saved;
    }
}
