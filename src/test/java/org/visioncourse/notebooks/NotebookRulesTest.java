package org.visioncourse.notebooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.visioncourse.notebooks.Notebook.Cell;

class NotebookRulesTest {
    private static final String TEXT =
            """
            {"cells": [
              {"cell_type": "markdown", "metadata": {}, "source": ["# Title"]},
              {"cell_type": "code", "metadata": {}, "source": ["%magic\\n", "import java.util.List;\\n", "\\n", "int a = 1;"]},
              {"cell_type": "code", "metadata": {}, "source": "a + 1"}],
             "metadata": {"kernelspec": {"display_name": "Java", "language": "java", "name": "java"}},
             "nbformat": 4, "nbformat_minor": 5}
            """;

    @Test
    void aNotebookIsReadWithItsCodeCells() {
        Notebook notebook = Notebook.parse("x.ipynb", TEXT);

        assertThat(notebook.format()).isEqualTo(4);
        assertThat(notebook.kernel()).isEqualTo("java");
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
        assertThat(NotebookRules.faults(new Notebook("x.ipynb", 3, "ijava", List.of())))
                .containsExactly("nbformat is 3, not 4", "the kernel is \"ijava\", not \"java\"");
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

    private static List<String> faults(String... sources) {
        List<Cell> cells = IntStream.range(0, sources.length)
                .mapToObj(i -> new Cell(i + 1, sources[i]))
                .toList();
        return NotebookRules.faults(new Notebook("x.ipynb", 4, "java", cells));
    }
}
