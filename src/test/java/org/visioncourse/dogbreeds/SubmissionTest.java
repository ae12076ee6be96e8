package org.visioncourse.dogbreeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.visioncourse.training.Evaluation;

class SubmissionTest {

    private static final List<String> BREEDS = List.of("beagle", "pug");
    private final Evaluation one = new Evaluation(new float[][] {{0.75f, 0.25f}}, new int[] {0});

    @TempDir
    private Path folder;

    @Test
    void probabilitiesStandUnderTheirBreedsInTheOrderOfTheColumns() throws Exception {
        Path file = folder.resolve("submission.csv");

        Submission.write(file, List.of("a"), List.of("pug", "beagle"), one, BREEDS);

        assertThat(Files.readAllLines(file)).containsExactly("id,pug,beagle", "a,0.25,0.75");
    }

    @Test
    void aColumnThatIsNoClassIsNamed() {
        Path file = folder.resolve("submission.csv");

        assertThatThrownBy(() -> Submission.write(file, List.of("a"), List.of("pug", "cat"), one, BREEDS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the column cat is not a class of the network");
        assertThat(file).doesNotExist();
    }

    @Test
    void asManyIdsAsPhotographsAreNeeded() {
        assertThatThrownBy(() -> Submission.write(folder.resolve("s.csv"), List.of("a", "b"), BREEDS, one, BREEDS))
                .hasMessage("2 ids are not those of 1 photographs");
    }
}
