package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GeneratedBreedsTest {

    private static final int SIDE = GeneratedBreeds.SIDE;

    @Test
    void drawsTheBreedsInTurn() {
        ImageSet dogs = GeneratedBreeds.draw(3, 2, SIDE, 1);
        assertThat(dogs.labels()).containsExactly(0, 1, 2, 0, 1, 2);
        assertThat(dogs.classNames())
                .containsExactly(
                        "cream prick-eared dachshund",
                        "black spotted lop-eared mastiff",
                        "ginger patched bat-eared hound");
        assertThat(List.of(dogs.height(), dogs.width(), dogs.channels())).containsExactly(64, 64, 3);
    }

    @Test
    void everyBreedHasANameOfItsOwn() {
        List<String> names =
                GeneratedBreeds.draw(GeneratedBreeds.COUNT, 0, SIDE, 1).classNames();
        assertThat(names).hasSize(420).doesNotHaveDuplicates();
    }

    @Test
    void aPictureDependsOnlyOnSeedBreedAndPlaceAmongItsBreed() {
        ImageSet all = GeneratedBreeds.draw(5, 3, SIDE, 1);
        ImageSet some = GeneratedBreeds.draw(3, 2, 2, SIDE, 1);
        for (int i = 0; i < some.size(); i++) {
            int same = 3 + i % 2 + 5 * (i / 2);
            assertThat(some.picture(i).pixels()).isEqualTo(all.picture(same).pixels());
        }
        assertThat(some.classNames()).isEqualTo(all.classNames().subList(3, 5));
        assertThat(GeneratedBreeds.draw(5, 3, SIDE, 2).pixels()).isNotEqualTo(all.pixels());
    }

    @Test
    void drawsTheSameWhateverTheNumberOfThreads() throws Exception {
        byte[] pixels = GeneratedBreeds.draw(24, 1, SIDE, 3).pixels();
        for (int threads : new int[] {1, 4}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            assertThat(pool.submit(() -> GeneratedBreeds.draw(24, 1, SIDE, 3).pixels())
                            .get())
                    .isEqualTo(pixels);
            pool.shutdown();
        }
    }

    @Test
    void drawsNoDogTwice() {
        ImageSet dogs = GeneratedBreeds.draw(1, 50, SIDE, 1);
        assertThat(IntStream.range(0, 50)
                        .mapToObj(i -> Arrays.hashCode(dogs.picture(i).pixels()))
                        .distinct())
                .hasSize(50);
    }

    @Test
    void drawsAtAnySize() {
        assertThat(GeneratedBreeds.draw(2, 1, 33, 1).pixels()).hasSize(2 * 33 * 33 * 3);
    }

    @Test
    void breedsThatAreNotThereAreRefused() {
        assertThatThrownBy(() -> GeneratedBreeds.draw(400, 21, 1, SIDE, 1))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("420");
    }

    /** By chance 1 of 24 is right; whoever saw the coats' seven colours perfectly, and nothing else, would get 7 of 24. */
    @Test
    void theMeanColourDoesNotTellTheBreeds() {
        int breeds = 24;
        int perBreed = 20;
        double[][] known = new double[breeds][3];
        ImageSet train = GeneratedBreeds.draw(breeds, perBreed, SIDE, 1);
        for (int i = 0; i < train.size(); i++) {
            double[] mean = meanColour(middle(train, i));
            for (int c = 0; c < 3; c++) {
                known[train.labels()[i]][c] += mean[c] / perBreed;
            }
        }
        ImageSet test = GeneratedBreeds.draw(breeds, perBreed, SIDE, 2);
        long right = IntStream.range(0, test.size())
                .filter(i -> nearest(known, meanColour(middle(test, i))) == test.labels()[i])
                .count();
        assertThat((double) right / test.size()).isLessThan(0.25);
    }

    /** Where the dog is, and little of the background. */
    private static Picture middle(ImageSet dogs, int i) {
        return dogs.picture(i).crop(SIDE / 4, SIDE / 4, SIDE / 2, SIDE / 2);
    }

    private static double[] meanColour(Picture picture) {
        double[] mean = new double[3];
        for (int i = 0; i < picture.pixels().length; i++) {
            mean[i % 3] += (picture.pixels()[i] & 0xff) / (double) (picture.height() * picture.width());
        }
        return mean;
    }

    private static int nearest(double[][] known, double[] colour) {
        int best = 0;
        for (int i = 1; i < known.length; i++) {
            best = distance(known[i], colour) < distance(known[best], colour) ? i : best;
        }
        return best;
    }

    private static double distance(double[] a, double[] b) {
        return IntStream.range(0, 3)
                .mapToDouble(c -> (a[c] - b[c]) * (a[c] - b[c]))
                .sum();
    }
}
