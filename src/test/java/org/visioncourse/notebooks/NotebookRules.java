package org.visioncourse.notebooks;

import java.util.ArrayList;
import java.util.List;
import org.visioncourse.notebooks.Notebook.Cell;
import org.visioncourse.notebooks.Notebook.Kernel;
import org.visioncourse.notebooks.Notebook.Text;

/** How a notebook of the course is built, so that it runs in every Java kernel and reads well. */
final class NotebookRules {
    private static final Kernel KERNEL = new Kernel("java", "Vision Course (Java)");
    private static final int LONGEST_CELL = 10;
    private static final int FEWEST_SOLUTIONS = 3;

    private NotebookRules() {}

    /** What is wrong with a notebook, a sentence each. */
    static List<String> faults(Notebook notebook) {
        List<String> faults = new ArrayList<>();
        if (notebook.format() != 4) {
            faults.add("nbformat is %d, not 4".formatted(notebook.format()));
        }
        if (!notebook.kernel().equals(KERNEL)) {
            faults.add("the kernel is %s, not %s".formatted(notebook.kernel(), KERNEL));
        }
        faults.addAll(code(notebook));
        for (Text text : notebook.texts()) {
            if (text.folds() != text.solutions().size()) {
                faults.add("cell %d folds something that is not a solution of the form that the tests run"
                        .formatted(text.number()));
            }
        }
        faults.addAll(OutputRules.faults(notebook));
        return faults;
    }

    private static List<String> code(Notebook notebook) {
        List<String> faults = new ArrayList<>();
        boolean first = true;
        for (Cell cell : notebook.cells()) {
            long imports = cell.java()
                    .lines()
                    .filter(line -> line.startsWith("import "))
                    .count();
            long lines = cell.java().lines().filter(line -> !line.isBlank()).count() - imports;
            if (lines > LONGEST_CELL) {
                faults.add("cell %d has %d lines of code, more than %d".formatted(cell.number(), lines, LONGEST_CELL));
            }
            if (imports > 0 && !first) {
                faults.add("cell %d imports; all imports belong into the first code cell".formatted(cell.number()));
            }
            if (cell.source().isBlank()) {
                faults.add("cell %d is empty".formatted(cell.number()));
            }
            first &= cell.java().isBlank();
        }
        return faults;
    }

    /** What a notebook under work may lack, but not one that is published, a sentence each. */
    static List<String> lacks(Notebook notebook) {
        List<String> lacks = new ArrayList<>();
        if (!notebook.isExecuted()) {
            lacks.add("it has no outputs: execute it with bash .ci/notebooks");
        }
        int solutions = notebook.solutions().size();
        if (solutions < FEWEST_SOLUTIONS) {
            lacks.add("it has %d folded solutions, less than %d".formatted(solutions, FEWEST_SOLUTIONS));
        }
        for (String heading : List.of("## Summary", "## Exercises")) {
            if (notebook.texts().stream()
                    .noneMatch(text -> text.source().lines().anyMatch(heading::equals))) {
                lacks.add("it has no heading \"%s\"".formatted(heading));
            }
        }
        return lacks;
    }
}
