package org.visioncourse.notebooks;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.ImportSnippet;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.VarSnippet;
import org.visioncourse.notebook.Verdict;
import org.visioncourse.notebooks.Notebook.Cell;

/** Runs notebooks cell by cell in a JShell in this process, on its class path, as the Java kernels do. */
final class NotebookRunner implements AutoCloseable {
    /** What every kernel offers a notebook. */
    private static final String DISPLAY =
            "String display(Object shown) { return \"id\"; } void updateDisplay(String id, Object shown) {}";

    private static final String VERDICT = Verdict.class.getName();

    private final Notebook notebook;
    private final JShell shell = JShell.builder().executionEngine("local").build();

    private NotebookRunner(Notebook notebook) {
        this.notebook = notebook;
        shell.addToClasspath(System.getProperty("java.class.path"));
    }

    /**
     * Runs a notebook from its first cell to its last, and then its folded solutions.
     *
     * @throws AssertionError with the notebook, the cell and a message, if a snippet is rejected, throws, refers to what is not
     *     defined yet, if an import resets a variable, or if a solution does not end in a {@link Verdict} that is right
     */
    static void run(Notebook notebook) {
        try (NotebookRunner runner = new NotebookRunner(notebook)) {
            runner.run(new Cell(0, DISPLAY));
            notebook.cells().forEach(runner::run);
            notebook.solutions().forEach(runner::judge);
        }
    }

    @Override
    public void close() {
        shell.close();
    }

    /** Runs a solution, whose last expression judges it. */
    private void judge(Cell solution) {
        Snippet last = run(solution);
        String name = last != null && isExpression(last) ? name(last) : null;
        if (name == null
                || !evaluate("(Object) %s instanceof %s".formatted(name, VERDICT))
                        .equals("true")) {
            throw fault(solution, "has a solution that does not end in a verdict");
        }
        if (!evaluate("((%s) (Object) %s).right()".formatted(VERDICT, name)).equals("true")) {
            throw fault(
                    solution, "has a solution that is judged wrong: " + evaluate("String.valueOf(%s)".formatted(name)));
        }
    }

    private static boolean isExpression(Snippet snippet) {
        return snippet.kind() == Snippet.Kind.EXPRESSION
                || snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
    }

    /** The variable that has an expression's value. */
    private static String name(Snippet expression) {
        return expression instanceof VarSnippet variable ? variable.name() : ((ExpressionSnippet) expression).name();
    }

    private String evaluate(String expression) {
        return shell.eval(expression).get(0).value();
    }

    /** Gives its last snippet, null if it has none. */
    private Snippet run(Cell cell) {
        Snippet last = null;
        String rest = cell.java();
        while (!rest.isBlank()) {
            CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            if (!next.completeness().isComplete()) {
                throw fault(cell, "is not complete: " + rest.strip());
            }
            List<SnippetEvent> events = shell.eval(next.source());
            events.forEach(event -> check(cell, event));
            last = events.isEmpty() ? last : events.get(0).snippet();
            rest = next.remaining();
        }
        return last;
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
