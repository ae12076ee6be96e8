package org.visioncourse.notebooks;

import java.util.ArrayList;
import java.util.List;
import org.visioncourse.notebooks.Notebook.Cell;

/** How a notebook of the course is built, so that it runs in every Java kernel and reads well. */
final class NotebookRules {
    private static final int LONGEST_CELL = 10;

    private NotebookRules() {}

    /** What is wrong with a notebook, a sentence each. */
    static List<String> faults(Notebook notebook) {
        List<String> faults = new ArrayList<>();
        if (notebook.format() != 4) {
            faults.add("nbformat is %d, not 4".formatted(notebook.format()));
        }
        if (!notebook.kernel().equals("java")) {
            faults.add("the kernel is \"%s\", not \"java\"".formatted(notebook.kernel()));
        }
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
            first &= cell.java().isBlank();
        }
        return faults;
    }
}
