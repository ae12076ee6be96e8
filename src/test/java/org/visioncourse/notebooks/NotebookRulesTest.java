package org.visioncourse.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.visioncourse.notebooks.Notebook.Cell;
import org.visioncourse.notebooks.Notebook.Kernel;
import org.visioncourse.notebooks.Notebook.Text;

class NotebookRulesTest {
    private static final Kernel KERNEL = new Kernel("java", "Vision Course (Java)");
    private static final String FOLD = "<details><summary>Solution</summary>\n\n```java\n%s\n```\n\n</details>";
    private static final String TEXT =
            """
            {"cells": [
              {"cell_type": "markdown", "metadata": {}, "source": ["# Title"]},
              {"cell_type": "code", "metadata": {}, "source": ["%magic\\n", "import java.util.List;\\n", "\\n", "int a = 1;"]},
              {"cell_type": "code", "metadata": {}, "source": "a + 1"}],
             "metadata": {"kernelspec": {"display_name": "Vision Course (Java)", "language": "java", "name": "java"}},
             "nbformat": 4, "nbformat_minor": 5}
            """;

    @Test
    void aNotebookIsReadWithItsCodeCells() {
        Notebook notebook = Notebook.parse("x.ipynb", TEXT);

        assertThat(notebook.format()).isEqualTo(4);
        assertThat(notebook.kernel()).isEqualTo(KERNEL);
        assertThat(notebook.texts()).containsExactly(new Text(1, "# Title"));
        assertThat(notebook.isExecuted()).isFalse();
        assertThat(notebook.cells()).extracting(Cell::number).containsExactly(2, 3);
        assertThat(notebook.cells())
                .extracting(Cell::java)
                .containsExactly("import java.util.List;\n\nint a = 1;", "a + 1");
        assertThat(NotebookRules.faults(notebook)).isEmpty();
    }

    @Test
    void whatIsNotANotebookCannotBeRead() {
        assertThatException().isThrownBy(() -> Notebook.parse("x.ipynb", "{\"cells\": ["));
        assertThatException().isThrownBy(() -> Notebook.parse("x.ipynb", "{\"cells\": []}"));
    }

    @Test
    void anotherFormatOrKernelIsAFault() {
        assertThat(NotebookRules.faults(notebook(3, new Kernel("java", "Java"), List.of(), List.of())))
                .containsExactly(
                        "nbformat is 3, not 4", "the kernel is " + new Kernel("java", "Java") + ", not " + KERNEL);
    }

    @Test
    void importsAfterTheFirstCodeCellAreAFault() {
        assertThat(faults("%classpath x", "import java.util.List;\nint a;", "int b;"))
                .isEmpty();
        assertThat(faults("import java.util.List;", "import java.util.Map;"))
                .containsExactly("cell 2 imports; all imports belong into the first code cell");
    }

    @Test
    void aCellOfMoreThanTenLinesIsAFault() {
        assertThat(faults("import java.util.*;\n\n" + "f();\n".repeat(10))).isEmpty();
        assertThat(faults("f();\n".repeat(11))).containsExactly("cell 1 has 11 lines of code, more than 10");
    }

    @Test
    void anEmptyCellIsAFault() {
        assertThat(faults("int a;", " ")).containsExactly("cell 2 is empty");
    }

    @Test
    void foldedSolutionsAreFound() {
        Text text = new Text(7, "One\n\n" + FOLD.formatted("a()") + "\n\nTwo\n\n" + FOLD.formatted("b();\nc()"));

        assertThat(text.solutions()).containsExactly(new Cell(7, "a()"), new Cell(7, "b();\nc()"));
        assertThat(NotebookRules.faults(notebook(4, KERNEL, List.of(), List.of(text))))
                .isEmpty();
    }

    @Test
    void aSolutionThatNoTestWouldRunIsAFault() {
        for (String fold : List.of(
                FOLD.formatted("a()").replace("```java\n", "```\n"),
                FOLD.formatted("a()").replace("</summary>\n\n", "</summary>\n"),
                FOLD.formatted("a()").replace("Solution", "Answer"))) {
            assertThat(NotebookRules.faults(notebook(4, KERNEL, List.of(), List.of(new Text(7, fold)))))
                    .containsExactly("cell 7 folds something that is not a solution of the form that the tests run");
        }
    }

    @Test
    void aPublishedNotebookHasOutputsSolutionsAndItsHeadings() {
        Text text = new Text(1, "## Summary\n\nx\n\n## Exercises\n" + (FOLD.formatted("a()") + "\n").repeat(3));
        Cell executed = new Cell(2, "int a;", 1, List.of());

        assertThat(NotebookRules.lacks(notebook(4, KERNEL, List.of(executed), List.of(text))))
                .isEmpty();
        assertThat(NotebookRules.lacks(notebook(4, KERNEL, List.of(), List.of())))
                .containsExactly(
                        "it has no outputs: execute it with bash .ci/notebooks",
                        "it has 0 folded solutions, less than 3",
                        "it has no heading \"## Summary\"",
                        "it has no heading \"## Exercises\"");
    }

    private static List<String> faults(String... sources) {
        List<Cell> cells = IntStream.range(0, sources.length)
                .mapToObj(i -> new Cell(i + 1, sources[i]))
                .toList();
        return NotebookRules.faults(notebook(4, KERNEL, cells, List.of()));
    }

    private static Notebook notebook(int format, Kernel kernel, List<Cell> cells, List<Text> texts) {
        return new Notebook("x.ipynb", format, kernel, cells, texts, List.of());
    }
}
