package org.visioncourse.dogbreeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.visioncourse.data.Augmentation;
import org.visioncourse.data.GeneratedBreeds;
import org.visioncourse.data.PictureSource;
import org.visioncourse.training.Evaluation;

class AnswersTest {

    private static final Augmentation MIDDLE = Augmentation.centreCrop(32, 32);

    @Test
    void pairsCountMistakesOfBothKindsAndThoseWithMostComeFirst() {
        int[][] confusion = {
            {9, 1, 0, 2},
            {3, 5, 0, 0},
            {0, 0, 8, 5},
            {1, 0, 0, 9}
        };
        assertThat(Answers.pairs(confusion)).containsExactly(new int[] {2, 3}, new int[] {0, 1}, new int[] {0, 3});
    }

    @Test
    void thereAreNoMoreThanSixPairsAndNoneWithoutAMistake() {
        int[][] all = new int[5][5];
        for (int[] row : all) {
            java.util.Arrays.fill(row, 1);
        }
        assertThat(Answers.pairs(all)).hasSize(6);
        assertThat(Answers.pairs(new int[][] {{4, 0}, {0, 3}})).isEmpty();
    }

    @Test
    void aPairSaysHowManyOfTheOneBreedWereTakenForTheOther() {
        int[][] confusion = {{7, 3, 0}, {1, 4, 0}, {0, 0, 9}};
        List<String> names = List.of("border_collie", "pug", "boxer");
        assertThat(Answers.taken(names, confusion, 0, 1)).isEqualTo("3 of 10 taken for pug");
        assertThat(Answers.taken(names, confusion, 1, 0)).isEqualTo("1 of 5 taken for border collie");
    }

    @Test
    void aBreedWithoutPhotographsIsNotShownThoughOthersAreTakenForIt() {
        PictureSource dogs = GeneratedBreeds.draw(3, 4, 32, 0);
        int[] withoutTheLast = IntStream.range(0, dogs.size())
                .filter(i -> dogs.labels()[i] < 2)
                .toArray();
        PictureSource photos = dogs.subset(withoutTheLast);
        float[][] allTheLast = new float[photos.size()][];
        for (int i = 0; i < allTheLast.length; i++) {
            allTheLast[i] = i < 2 ? new float[] {0.1f, 0.8f, 0.1f} : new float[] {0.1f, 0.1f, 0.8f};
        }
        Evaluation evaluation = new Evaluation(allTheLast, photos.labels());
        assertThat(Answers.pairs(evaluation.confusion())).containsExactly(new int[] {0, 1});
        assertThat(Answers.confused(photos, evaluation, MIDDLE).getWidth()).isPositive();
        assertThat(Answers.predictions(photos, evaluation, MIDDLE).getWidth()).isPositive();
    }
}
