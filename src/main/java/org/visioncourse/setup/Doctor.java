package org.visioncourse.setup;

import ai.djl.util.Utils;
import java.util.List;
import java.util.concurrent.Callable;
import org.visioncourse.data.DataFolder;
import org.visioncourse.training.Command;
import picocli.CommandLine;

/** Prints what the course finds on this machine and a line of advice for each problem: {@code mvn compile exec:java@doctor}. */
@CommandLine.Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Looks at the machine and says what is amiss; ends with 1 if the course cannot run here.")
public final class Doctor implements Callable<Integer> {

    public static void main(String[] args) {
        int code = Command.run(new Doctor(), args);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Prints the report; 0 if the course can run, 1 if something prevents it. */
    @Override
    public Integer call() {
        Facts facts = examine();
        List<Problem> problems = Diagnosis.of(facts);
        Report.of(facts, problems).forEach(System.out::println);
        return problems.stream().anyMatch(Problem::fatal) ? 1 : 0;
    }

    private static Facts examine() {
        Facts.Torch torch = EngineFacts.torch(); // first, since it unpacks libtorch into the cache
        return new Facts(
                MachineFacts.java(),
                MachineFacts.machine(),
                MachineFacts.memory(),
                MachineFacts.textFault(),
                torch,
                FolderFacts.cache(),
                FolderFacts.data(DataFolder.root().toAbsolutePath().normalize()),
                Utils.isOfflineMode());
    }
}
