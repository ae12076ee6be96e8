package org.visioncourse.training;

import ai.djl.engine.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;

/** Runs an exercise's picocli command: what goes wrong ends in one sentence and an exit code that is not 0. */
public final class Command {

    private static final int FAILED = 1;
    private static final String TRACE = "course.trace"; // -Dcourse.trace=true shows where an error came from

    private static final String ALLOCATOR = "DefaultCPUAllocator"; // libtorch's, in its messages of too little memory

    private Command() {}

    /**
     * Runs a command.
     *
     * @param command an object with picocli's annotations
     * @param args the command line
     * @return the exit code: 0, 1 if the work failed, 2 if the options are wrong
     */
    public static int run(Object command, String... args) {
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Command::wrongOption)
                .setExecutionExceptionHandler((e, line, parsed) -> failed(e, line))
                .execute(args);
    }

    private static int wrongOption(CommandLine.ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        line.getErr().println("error: " + e.getMessage());
        line.getErr().println("Options are shown by --help.");
        return line.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static int failed(Exception e, CommandLine line) throws Exception {
        if (e instanceof UncheckedIOException unchecked) {
            return failed(unchecked.getCause(), line);
        }
        if (e instanceof IOException
                || e instanceof IllegalArgumentException
                || e instanceof DivergedException
                || e instanceof EngineException) {
            line.getErr().println("error: " + sentence(e));
            if (Boolean.getBoolean(TRACE)) {
                e.printStackTrace(line.getErr());
            }
            return FAILED;
        }
        throw e; // a fault of ours: its stack trace is worth having
    }

    private static String sentence(Exception e) {
        if (e instanceof NoSuchFileException) {
            return "there is no file " + e.getMessage();
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied for " + e.getMessage();
        }
        if (e instanceof EngineException && String.valueOf(e.getMessage()).contains(ALLOCATOR)) {
            return "there is not enough memory: choose smaller pictures, smaller batches or a smaller network";
        }
        return e.getMessage() == null
                ? e.toString()
                : e.getMessage().lines().findFirst().orElse("");
    }
}
