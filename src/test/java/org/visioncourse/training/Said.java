package org.visioncourse.training;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a command says.
 *
 * @param exitCode 0 if all went well
 * @param out on System.out
 * @param err on System.err, without the last line's end
 */
public record Said(int exitCode, String out, String err) {

    /** Runs a command by {@link Command#run}, its arguments as texts. */
    public static Said by(Object command, Object... args) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
        try {
            String[] texts = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
            int exitCode = Command.run(command, texts);
            return new Said(
                    exitCode,
                    outBytes.toString(StandardCharsets.UTF_8),
                    errBytes.toString(StandardCharsets.UTF_8).strip());
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
