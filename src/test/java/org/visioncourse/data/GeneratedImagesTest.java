package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GeneratedImagesTest {

    @Test
    void drawsTenClassesInTurn() {
        ImageSet images = GeneratedImages.draw(25, 1);
        assertThat(images.labels()).startsWith(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0).hasSize(25);
        assertThat(images.classNames()).hasSize(10).contains("striped ball", "checked box", "fir tree");
        assertThat(images.height()).isEqualTo(32);
        assertThat(images.width()).isEqualTo(32);
        assertThat(images.channels()).isEqualTo(3);
    }

    @Test
    void drawsAPictureBySeedAndIndexAlone() {
        ImageSet images = GeneratedImages.draw(40, 1);
        ImageSet fewer = GeneratedImages.draw(13, 1);
        assertThat(fewer.pixels()).isEqualTo(Arrays.copyOf(images.pixels(), fewer.pixels().length));
        assertThat(GeneratedImages.draw(40, 2).pixels()).isNotEqualTo(images.pixels());
    }

    @Test
    void drawsTheSameWhateverTheNumberOfThreads() throws Exception {
        byte[] pixels = GeneratedImages.draw(60, 3).pixels();
        for (int threads : new int[] {1, 4}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            assertThat(pool.submit(() -> GeneratedImages.draw(60, 3).pixels()).get())
                    .isEqualTo(pixels);
            pool.shutdown();
        }
    }

    @Test
    void drawsNoPictureTwice() {
        ImageSet images = GeneratedImages.draw(200, 1);
        assertThat(IntStream.range(0, 200)
                        .mapToObj(i -> Arrays.hashCode(images.picture(i).pixels()))
                        .distinct())
                .hasSize(200);
    }

    /** If the mean colour told the classes apart, shape and texture would not be needed. */
    @Test
    void givesEveryClassTheSameMeanColour() {
        ImageSet images = GeneratedImages.draw(1000, 1);
        double[][] sums = new double[10][3];
        for (int i = 0; i < images.pixels().length; i++) {
            sums[images.labels()[i / 3072]][i % 3] += (images.pixels()[i] & 0xff) / (100.0 * 1024);
        }
        for (double[] mean : sums) {
            assertThat(Arrays.stream(mean).boxed())
                    .allSatisfy(value -> assertThat(value).isBetween(105.0, 150.0));
        }
    }
}
