package org.visioncourse.notebooks;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.visioncourse.notebooks.Notebook.Cell;

class NotebookRunnerTest {
    @Test
    void cellsSeeOneAnotherAndTheCourse() {
        assertThatCode(() -> NotebookRunner.run(notebook(
                        "%classpath ../target/classes\nimport org.visioncourse.plots.*;\nimport java.util.List;",
                        "var chart = new LineChart(\"Loss\", \"epoch\", \"loss\");\nfor (double y : List.of(2.0, 1.0)) {\n    chart.line(\"y\" + y, y);\n}",
                        "String id = display(chart.image());\nupdateDisplay(id, chart.image());\nchart.image()")))
                .doesNotThrowAnyException();
    }

    @Test
    void aRejectedCellFailsWithItsNumberAndTheCompilersWords() {
        assertFails(notebook("int a = 1;", "int b = \"text\";"))
                .withMessageContainingAll(
                        "sample.ipynb, cell 2 is rejected", "incompatible types", "int b = \"text\";");
    }

    @Test
    void aThrowingCellFailsWithItsException() {
        assertFails(notebook("int a = 0;", "int b = 1 / a;"))
                .withMessage("sample.ipynb, cell 2 throws java.lang.ArithmeticException: / by zero");
    }

    @Test
    void anUnfinishedCellFails() {
        assertFails(notebook("for (int i = 0; i < 3; i++) {")).withMessageContaining("cell 1 is not complete");
    }

    @Test
    void aMethodThatCallsWhatIsNotThereFails() {
        assertFails(notebook("int twice(int x) { return x + missing(x); }"))
                .withMessageContaining("cell 1 refers to what is not defined: method missing(int)");
    }

    @Test
    void anImportThatResetsAnEarlierVariableFails() {
        assertFails(notebook("String name = \"net\";", "int a = 1;\nimport java.util.*;"))
                .withMessage("sample.ipynb, cell 2 resets name to null by its import java.util.*;");
    }

    @Test
    void everyNotebookStartsAfresh() {
        NotebookRunner.run(notebook("int a = 1;"));

        assertFails(notebook("int b = a;")).withMessageContaining("cell 1 is rejected");
    }

    private static ThrowableAssertAlternative<AssertionError> assertFails(Notebook notebook) {
        return assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> NotebookRunner.run(notebook));
    }

    private static Notebook notebook(String... sources) {
        List<Cell> cells = new ArrayList<>();
        for (String source : sources) {
            cells.add(new Cell(cells.size() + 1, source));
        }
        return new Notebook("sample.ipynb", 4, "java", cells);
    }
}
