package org.visioncourse.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandTest {

    private enum Part {
        BEST_FIRST,
        LAST;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @CommandLine.Command(name = "below")
    private static final class Below implements Callable<Integer> {
        @CommandLine.Option(names = "--part")
        Part part;

        @Override
        public Integer call() {
            return 0;
        }
    }

    @CommandLine.Command(name = "test", subcommands = Below.class)
    private static final class Failing implements Callable<Integer> {
        @CommandLine.Option(names = "--number")
        int number;

        @CommandLine.Option(names = "--parts", split = ",")
        List<Part> parts;

        private final Exception failure;

        Failing(Exception failure) {
            this.failure = failure;
        }

        @Override
        public Integer call() throws Exception {
            throw failure;
        }
    }

    private static String errors(int expectedCode, Exception failure, String... args) {
        Said said = Said.by(new Failing(failure), (Object[]) args);
        assertThat(said.exitCode()).isEqualTo(expectedCode);
        return said.err();
    }

    @Test
    void badInputEndsInOneSentenceWithoutAStackTrace() {
        assertThat(errors(1, new IOException("x.bin is cut"))).isEqualTo("error: x.bin is cut");
        assertThat(errors(1, new IllegalArgumentException("--epochs is 0"))).isEqualTo("error: --epochs is 0");
        assertThat(errors(1, new NoSuchFileException("a.png"))).isEqualTo("error: there is no file a.png");
        assertThat(errors(1, new UncheckedIOException("in short", new IOException("x.jpg is cut"))))
                .isEqualTo("error: x.jpg is cut");
    }

    @Test
    void tooLittleMemorySaysWhatToMakeSmaller() {
        EngineException full = new EngineException("[enforce fail at alloc_cpu.cpp:119] err == 0. DefaultCPUAllocator:"
                + " can't allocate memory: you tried to allocate 44695552 bytes. Error code 12");
        assertThat(errors(1, full)).startsWith("error: there is not enough memory: choose smaller pictures");
        assertThat(errors(1, new EngineException("size mismatch"))).isEqualTo("error: size mismatch");
    }

    @Test
    void aWrongOptionIsNamed() {
        assertThat(errors(2, null, "--number", "many")).contains("'many' is not an int");
        assertThat(errors(2, null, "--nonsense")).contains("Unknown option: '--nonsense'");
    }

    @Test
    void aChoiceIsReadInAnyCase() {
        assertThat(errors(1, new IOException("ran"), "--parts", "best-first,LAST"))
                .isEqualTo("error: ran");
    }

    @Test
    void aWrongChoiceIsAnsweredByEachNameOnce() {
        String expected = "expected one of best-first, last, not middle";
        assertThat(errors(2, null, "--parts", "last,middle"))
                .contains("'--parts'")
                .contains(expected);
        assertThat(errors(2, null, "below", "--part", "middle"))
                .contains("'--part'")
                .contains(expected);
    }

    @Test
    void aFaultOfOursKeepsItsStackTrace() {
        assertThat(errors(1, new IllegalStateException("a bug")))
                .contains("a bug")
                .contains("at org.visioncourse");
    }
}
