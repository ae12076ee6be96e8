package org.visioncourse.notebooks;

import java.util.Locale;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.VarSnippet;
import org.visioncourse.notebooks.Notebook.Cell;

/** Runs notebooks cell by cell in a JShell in this process, on its class path, as the Java kernels do. */
final class NotebookRunner implements AutoCloseable {
    /** What every kernel offers a notebook. */
    private static final String DISPLAY =
            "String display(Object shown) { return \"id\"; } void updateDisplay(String id, Object shown) {}";

    private final Notebook notebook;
    private final JShell shell = JShell.builder().executionEngine("local").build();

    private NotebookRunner(Notebook notebook) {
        this.notebook = notebook;
        shell.addToClasspath(System.getProperty("java.class.path"));
    }

    /**
     * Runs a notebook from its first cell to its last.
     *
     * @throws AssertionError with the notebook, the cell and a message, if a snippet is rejected, throws, refers to what is not
     *     defined yet, or if an import resets a variable
     */
    static void run(Notebook notebook) {
        try (NotebookRunner runner = new NotebookRunner(notebook)) {
            runner.run(new Cell(0, DISPLAY));
            notebook.cells().forEach(runner::run);
        }
    }

    @Override
    public void close() {
        shell.close();
    }

    private void run(Cell cell) {
        String rest = cell.java();
        while (!rest.isBlank()) {
            CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            if (!next.completeness().isComplete()) {
                throw fault(cell, "is not complete: " + rest.strip());
            }
            shell.eval(next.source()).forEach(event -> check(cell, event));
            rest = next.remaining();
        }
    }

    private void check(Cell cell, SnippetEvent event) {
        Snippet snippet = event.snippet();
        switch (event.status()) {
            case REJECTED -> throw fault(cell, "is rejected: " + diagnostics(snippet));
            case RECOVERABLE_DEFINED, RECOVERABLE_NOT_DEFINED ->
                throw fault(
                        cell,
                        "refers to what is not defined: "
                                + shell.unresolvedDependencies((DeclarationSnippet) snippet)
                                        .collect(Collectors.joining(", ")));
            default -> {}
        }
        if (event.exception() != null) {
            throw fault(cell, "throws " + describe(event.exception()));
        }
        if (snippet instanceof VarSnippet variable
                && event.causeSnippet() instanceof ImportSnippet cause
                && "null".equals(shell.varValue(variable))) {
            throw fault(
                    cell,
                    "resets %s to null by its %s"
                            .formatted(variable.name(), cause.source().strip()));
        }
    }

    private String diagnostics(Snippet snippet) {
        return shell.diagnostics(snippet)
                        .map((Diag diagnostic) ->
                                diagnostic.getMessage(Locale.ENGLISH).replace('\n', ' '))
                        .collect(Collectors.joining("; "))
                + " in: "
                + snippet.source().strip();
    }

    private static String describe(JShellException exception) {
        String type = exception instanceof EvalException thrown
                ? thrown.getExceptionClassName()
                : exception.getClass().getName();
        return type + ": " + exception.getMessage();
    }

    private AssertionError fault(Cell cell, String what) {
        return new AssertionError("%s, cell %d %s".formatted(notebook.name(), cell.number(), what));
    }
}
