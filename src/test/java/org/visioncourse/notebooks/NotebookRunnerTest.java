package org.visioncourse.notebooks;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.visioncourse.notebooks.Notebook.Cell;
import org.visioncourse.notebooks.Notebook.Kernel;
import org.visioncourse.notebooks.Notebook.Text;

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
    void aSolutionSeesTheCellsAndReplacesTheSkeleton() {
        assertThatCode(() ->
                        NotebookRunner.run(solved("int twice(int x) { return 2 * x; }\nExercise.twice(x -> twice(x))")))
                .doesNotThrowAnyException();
        assertThatCode(() -> NotebookRunner.run(solved("var mine = Exercise.twice(x -> 2 * x);\nmine")))
                .doesNotThrowAnyException();
    }

    @Test
    void aWrongSolutionFailsWithTheVerdictsWords() {
        assertFails(solved("Exercise.twice(x -> twice(x))"))
                .withMessageContainingAll(
                        "sample.ipynb, cell 3 has a solution that is judged wrong", "Not yet: for 3", "Hint: twice");
    }

    @Test
    void aSolutionThatIsNotJudgedFails() {
        for (String code : List.of("twice(3)", "int a = 1;", "System.out.println();", "", "String s = null; s")) {
            assertFails(solved(code)).withMessage("sample.ipynb, cell 3 has a solution that does not end in a verdict");
        }
    }

    @Test
    void aSolutionThatIsRejectedFails() {
        assertFails(solved("missing()")).withMessageContaining("cell 3 is rejected");
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
        return new Notebook("sample.ipynb", 4, new Kernel("java", "Java"), cells, List.of(), List.of());
    }

    /** With an exercise that a skeleton fails. */
    private static Notebook solved(String solution) {
        Notebook notebook = notebook(
                """
                import java.util.function.*;
                import org.visioncourse.notebook.*;
                """,
                """
                int twice(int x) { return x; }
                class Exercise {
                    static Verdict twice(IntUnaryOperator mine) {
                        return new Check().expect("3", () -> mine.applyAsInt(3), 6, "twice").verdict();
                    }
                }
                """);
        Text folded =
                new Text(3, "<details><summary>Solution</summary>\n\n```java\n" + solution + "\n```\n\n</details>");
        return new Notebook(notebook.name(), 4, notebook.kernel(), notebook.cells(), List.of(folded), List.of());
    }
}
