package org.visioncourse.notebooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.visioncourse.notebooks.Notebook.Cell;
import org.visioncourse.notebooks.Notebook.Kernel;

class OutputRulesTest {

    @Test
    void aNotebookWithoutOutputsIsAccepted() {
        assertThat(faults(new Cell(1, "a"), new Cell(3, "b"))).isEmpty();
    }

    @Test
    void anExecutedNotebookIsAcceptedInOrder() {
        assertThat(faults(cell(1, 1, printed("x\\n")), cell(3, 2), cell(4, 3))).isEmpty();
    }

    @Test
    void staleOrMissingExecutionsAreFaults() {
        assertThat(faults(cell(1, 1), cell(3, 7), new Cell(4, "a")))
                .containsExactly(
                        "cell 3 was executed as number 7, not 2: execute the notebook from top to bottom",
                        "cell 4 was not executed, and others were");
    }

    @Test
    void errorsAndWarningsAreFaults() {
        assertThat(faults(cell(
                        2,
                        1,
                        "{'output_type': 'error', 'ename': 'E', 'evalue': 'm', 'traceback': []}",
                        "{'output_type': 'stream', 'name': 'stderr', 'text': ['warning: w\\n']}")))
                .containsExactly("cell 2 ended with an error: \"E\" \"m\"", "cell 2 wrote to stderr: warning: w");
    }

    @Test
    void pathsOfAMachineAreFaults() {
        for (String path : List.of("/home/me/x", "in /root/.m2", "(/tmp/a)", "/Users/me", "C:\\\\Users", "</work/x>")) {
            assertThat(faults(cell(1, 1, printed("run in " + path))))
                    .as(path)
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("cell 1 shows a machine's path: run in ");
        }
        for (String harmless : List.of("../runs/gan/2026-01-02_03-04-05", "km/h, 3/tmp", "data/work/x", "a: \\\\")) {
            assertThat(faults(cell(1, 1, printed(harmless)))).as(harmless).isEmpty();
        }
    }

    @Test
    void objectIdsAreFaults() {
        for (String id :
                List.of("[F@1a2b", "[[I@5271ea9d", "[Ljava.lang.String;@6b0b6e3f", "Foo@1b2c3d4e", "A$$Lambda/0x1")) {
            assertThat(faults(cell(1, 1, result(id))))
                    .as(id)
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("an object's id");
        }
        for (String harmless : List.of("recall@10", "ND: (2) cpu() float32", "AP@0.5", "me@cafe.org", "[F, G]")) {
            assertThat(faults(cell(1, 1, result(harmless)))).as(harmless).isEmpty();
        }
    }

    @Test
    void logChatterAndProgressBarsAreFaults() {
        assertThat(faults(cell(1, 1, printed("[main] INFO ai.djl - x"))))
                .containsExactly("cell 1 shows log chatter: [main] INFO ai.djl - x");
        assertThat(faults(cell(1, 1, printed("10 %\\r20 %"))))
                .containsExactly("cell 1 shows a terminal's control characters: 10 %?20 %");
        assertThat(faults(cell(1, 1, printed("x\\n".repeat(151)))))
                .containsExactly("cell 1 prints 151 lines, more than 150");
        assertThat(faults(cell(1, 1, printed("much INFORMATION, and no error"))))
                .isEmpty();
    }

    @Test
    void aLargePictureIsAFault() {
        assertThat(faults(cell(1, 1, picture(100_000)))).isEmpty();
        assertThat(faults(cell(1, 1, picture(100_001))))
                .containsExactly("cell 1 shows a picture of 100,001 bytes, more than 100,000");
    }

    @Test
    void timesInMetadataAreFaults() {
        Notebook notebook = Notebook.parse(
                "x.ipynb",
                """
                {"cells": [{"cell_type": "code", "source": "a", "outputs": [], "execution_count": null,
                   "metadata": {"execution": {"iopub.status.idle": "2026-11-30T02:59:13.306800Z"}}}],
                 "metadata": {"kernelspec": {"display_name": "Java", "name": "java"}}, "nbformat": 4}
                """);

        assertThat(OutputRules.faults(notebook)).containsExactly("the metadata of cell 1 has a time, 2026-11-30T02:59");
    }

    private static String printed(String text) {
        return "{'output_type': 'stream', 'name': 'stdout', 'text': '" + text + "'}";
    }

    private static String result(String text) {
        return "{'output_type': 'execute_result', 'data': {'text/plain': ['" + text + "']}, 'metadata': {}}";
    }

    private static String picture(int bytes) {
        String base64 = Base64.getEncoder().encodeToString(new byte[bytes]);
        return "{'output_type': 'display_data', 'data': {'image/png': '" + base64 + "'}, 'metadata': {}}";
    }

    /** Outputs are written with apostrophes for quotes. */
    private static Cell cell(int number, int execution, String... outputs) {
        List<JsonObject> parsed = List.of(outputs).stream()
                .map(output -> JsonParser.parseString(output.replace('\'', '"')).getAsJsonObject())
                .toList();
        return new Cell(number, "a", execution, parsed);
    }

    private static List<String> faults(Cell... cells) {
        return OutputRules.faults(new Notebook(
                "x.ipynb", 4, new Kernel("java", "Vision Course (Java)"), List.of(cells), List.of(), List.of()));
    }
}
