package org.visioncourse.training;

import ai.djl.engine.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
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
        CommandLine commandLine = new CommandLine(command);
        enums(commandLine).forEach(type -> nameChoices(commandLine, type));
        return commandLine
                .setParameterExceptionHandler(Command::wrongOption)
                .setExecutionExceptionHandler((e, line, parsed) -> failed(e, line))
                .execute(args);
    }

    /** The enums that are the values of options, of subcommands, too. */
    private static Set<Class<?>> enums(CommandLine line) {
        Set<Class<?>> types = new HashSet<>();
        for (CommandLine.Model.ArgSpec arg : line.getCommandSpec().args()) {
            Arrays.stream(arg.auxiliaryTypes()).filter(Class::isEnum).forEach(types::add);
        }
        line.getSubcommands().values().forEach(subcommand -> types.addAll(enums(subcommand)));
        return types;
    }

    /** Reads an enum by its printed name only: picocli takes the constant's, too, and would list both where one is wrong. */
    private static <E> void nameChoices(CommandLine line, Class<E> type) {
        E[] choices = type.getEnumConstants();
        line.registerConverter(type, name -> Arrays.stream(choices)
                .filter(choice -> choice.toString().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new CommandLine.TypeConversionException("expected one of "
                        + Arrays.stream(choices).map(Object::toString).collect(Collectors.joining(", ")) + ", not "
                        + name)));
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
