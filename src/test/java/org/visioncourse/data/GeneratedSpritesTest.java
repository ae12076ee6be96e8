package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedSpritesTest {

    private static final int KINDS = GeneratedSprites.CLASS_NAMES.size();

    @Test
    void everyKindIsDrawnInTurn() {
        ImageSet sprites = GeneratedSprites.draw(2 * KINDS + 1, 32, 1);

        assertThat(sprites.classNames())
                .containsExactly("robot", "ghost", "rocket", "monster", "mushroom", "invader", "potion", "beetle");
        assertThat(sprites.labels()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7, 0);
        assertThat(sprites.height()).isEqualTo(32);
        assertThat(sprites.width()).isEqualTo(32);
        assertThat(sprites.channels()).isEqualTo(3);
    }

    @Test
    void aSpriteDependsOnSeedAndIndexAlone() {
        byte[] pixels = GeneratedSprites.draw(40, 32, 1).pixels();
        byte[] fewer = GeneratedSprites.draw(13, 32, 1).pixels();

        assertThat(fewer).isEqualTo(Arrays.copyOf(pixels, fewer.length));
        assertThat(GeneratedSprites.draw(40, 32, 2).pixels()).isNotEqualTo(pixels);
    }

    @Test
    void spritesAreTheSameWhateverTheNumberOfThreads() throws Exception {
        byte[] pixels = GeneratedSprites.draw(60, 32, 3).pixels();
        for (int threads : new int[] {1, 4}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            assertThat(pool.submit(() -> GeneratedSprites.draw(60, 32, 3).pixels())
                            .get())
                    .isEqualTo(pixels);
            pool.shutdown();
        }
    }

    /** Another value on another machine says that a seed means something else there. It changes with the drawings. */
    @Test
    void aSeedGivesTheSamePixelsOnEveryMachine() {
        CRC32 checksum = new CRC32();
        checksum.update(GeneratedSprites.draw(400, 32, 1).pixels());
        assertThat(checksum.getValue()).isEqualTo(0x907db249L);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 17, 32, 33, 48, 64, 128})
    void theRightSideMirrorsTheLeft(int side) {
        ImageSet sprites = GeneratedSprites.draw(10 * KINDS, side, 4);
        for (int i = 0; i < sprites.size(); i++) {
            Picture sprite = sprites.picture(i);
            assertThat(sprite.mirrored().pixels()).isEqualTo(sprite.pixels());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 33, 48, 64, 100, 128})
    void aSpriteLiesWholeInTheMiddleAndNearlyFillsThePicture(int side) {
        ImageSet sprites = GeneratedSprites.draw(50 * KINDS, side, 5);
        for (int i = 0; i < sprites.size(); i++) {
            int[] rows = inked(sprites.picture(i), true);
            int[] columns = inked(sprites.picture(i), false);
            int above = rows[0];
            int below = side - 1 - rows[rows.length - 1];
            String which = sprites.classNames().get(sprites.labels()[i]) + " " + i;

            assertThat(above - below).as(which).isBetween(-1, 1);
            assertThat(rows.length / (double) side).as(which).isGreaterThan(0.6);
            assertThat(columns.length / (double) side).as(which).isGreaterThan(0.6);
            assertThat(Math.min(above, below)).as(which + ": free rows").isPositive();
            assertThat(columns[0]).as(which + ": free columns").isPositive();
        }
    }

    /** Lines are twice as thick then, and the outermost of them may be on the edge. */
    @Test
    void ofTheSmallestSpritesAtMostTheOutlineIsOnTheEdge() {
        ImageSet sprites = GeneratedSprites.draw(50 * KINDS, 16, 5);
        for (int i = 0; i < sprites.size(); i++) {
            Picture sprite = sprites.picture(i);
            for (int at = 0; at < 16; at++) {
                assertThat(sprite.value(0, at, 0)).isIn(0x21, 255);
                assertThat(sprite.value(15, at, 0)).isIn(0x21, 255);
                assertThat(sprite.value(at, 0, 0)).isIn(0x21, 255);
            }
        }
    }

    /** The rows, or columns, in which not all is white. */
    private static int[] inked(Picture picture, boolean rows) {
        int side = picture.height();
        return IntStream.range(0, side)
                .filter(a -> IntStream.range(0, side).anyMatch(b -> IntStream.range(0, 3)
                        .anyMatch(c -> picture.value(rows ? a : b, rows ? b : a, c) < 255)))
                .toArray();
    }

    @Test
    void hardlyASpriteIsDrawnTwice() {
        ImageSet sprites = GeneratedSprites.draw(2000, 32, 1);
        assertThat(IntStream.range(0, 2000)
                        .mapToObj(i -> Arrays.hashCode(sprites.picture(i).pixels()))
                        .distinct()
                        .count())
                .isGreaterThan(1990);
    }

    /** How far a pixel is from its mean over sprites of one kind, from all sprites of that kind. */
    @Test
    void theSpritesOfAKindDiffer() {
        ImageSet sprites = GeneratedSprites.draw(100 * KINDS, 32, 6);
        int length = 32 * 32 * 3;
        for (int kind = 0; kind < KINDS; kind++) {
            double variance = 0;
            for (int at = 0; at < length; at++) {
                double sum = 0;
                double squares = 0;
                for (int i = kind; i < sprites.size(); i += KINDS) {
                    int value = sprites.pixels()[i * length + at] & 0xff;
                    sum += value / 100.0;
                    squares += value * value / 100.0;
                }
                variance += (squares - sum * sum) / length;
            }
            assertThat(Math.sqrt(variance)).as(sprites.classNames().get(kind)).isBetween(25.0, 90.0);
        }
    }

    /** Each sprite is compared with the mean outlines of all kinds. */
    @Test
    void outlinesAloneTellTheKindsApart() {
        ImageSet sprites = GeneratedSprites.draw(100 * KINDS, 32, 7);
        double[][] means = new double[KINDS][32 * 32];
        for (int i = 0; i < sprites.size(); i++) {
            boolean[] outline = outline(sprites.picture(i));
            for (int at = 0; at < outline.length; at++) {
                means[i % KINDS][at] += outline[at] ? 0.01 : 0;
            }
        }
        int right = 0;
        for (int i = 0; i < sprites.size(); i++) {
            right += nearest(outline(sprites.picture(i)), means) == i % KINDS ? 1 : 0;
        }
        assertThat(right).isGreaterThan(92 * KINDS);
    }

    private static int nearest(boolean[] outline, double[][] means) {
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int kind = 0; kind < means.length; kind++) {
            double distance = 0;
            for (int at = 0; at < outline.length; at++) {
                double away = means[kind][at] - (outline[at] ? 1 : 0);
                distance += away * away;
            }
            if (distance < least) {
                least = distance;
                best = kind;
            }
        }
        return best;
    }

    /** Which pixels are not white. */
    private static boolean[] outline(Picture sprite) {
        boolean[] inked = new boolean[sprite.height() * sprite.width()];
        for (int i = 0; i < sprite.pixels().length; i++) {
            inked[i / 3] |= sprite.pixels()[i] != (byte) 255;
        }
        return inked;
    }

    @Test
    void noSpritesAreAnEmptySet() {
        assertThat(GeneratedSprites.draw(0, 32, 1).size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"-1, 32", "1, 15", "1, 129"})
    void whatCannotBeDrawnIsRefused(int count, int side) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GeneratedSprites.draw(count, side, 1))
                .withMessage("sprites are 0 or more, and have sides of 16 to 128 pixels: not %d sprites of %d pixels"
                        .formatted(count, side));
    }
}
