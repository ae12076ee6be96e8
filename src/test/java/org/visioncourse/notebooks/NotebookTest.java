package org.visioncourse.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every notebook of the course is well built, and runs at quick scale, its solutions included. */
class NotebookTest {
    private static final Path FOLDER = Path.of("notebooks");

    private String quick;

    @BeforeEach
    void quickScale() {
        quick = System.setProperty("course.quick", "true");
    }

    @AfterEach
    void scaleAsBefore() {
        if (quick == null) {
            System.clearProperty("course.quick");
        } else {
            System.setProperty("course.quick", quick);
        }
    }

    @TestFactory
    Stream<DynamicTest> aNotebookFollowsTheRules() throws IOException {
        return notebooks()
                .map(file -> dynamicTest(file.toString(), () -> assertThat(NotebookRules.faults(Notebook.read(file)))
                        .isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> aNotebookIsReadyToBePublished() throws IOException {
        return notebooks()
                .map(file -> dynamicTest(file.toString(), () -> assertThat(NotebookRules.lacks(Notebook.read(file)))
                        .isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> aNotebookRuns() throws IOException {
        return notebooks().map(file -> dynamicTest(file.toString(), () -> NotebookRunner.run(Notebook.read(file))));
    }

    private static Stream<Path> notebooks() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> notebooks = files.filter(file -> file.toString().endsWith(".ipynb"))
                    .sorted()
                    .toList();
            assertThat(notebooks).isNotEmpty();
            return notebooks.stream();
        }
    }
}
