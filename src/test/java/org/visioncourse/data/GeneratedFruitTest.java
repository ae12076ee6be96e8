package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.IntSummaryStatistics;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GeneratedFruitTest {

    private static final Light LIGHT = new Light(0, -0.6, 0.8, 1, 0);

    @ParameterizedTest
    @EnumSource
    void aSpriteFillsItsRectangleToEachEdge(Fruit fruit) {
        for (int i = 0; i < 40; i++) {
            FruitSprite sprite = FruitSprite.draw(fruit, LIGHT, Draws.random(5, i));
            int right = sprite.width() - 1;
            int bottom = sprite.height() - 1;
            assertThat(covered(sprite, 0, 0, right, 0)).isTrue();
            assertThat(covered(sprite, 0, bottom, right, bottom)).isTrue();
            assertThat(covered(sprite, 0, 0, 0, bottom)).isTrue();
            assertThat(covered(sprite, right, 0, right, bottom)).isTrue();
            for (float coverage : sprite.coverage()) {
                assertThat(coverage == 0 || coverage >= 0.25f && coverage <= 1).isTrue();
            }
        }
    }

    private static boolean covered(FruitSprite sprite, int left, int top, int right, int bottom) {
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                if (sprite.coverage()[y * sprite.width() + x] > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    @ParameterizedTest
    @EnumSource
    void aSpriteCoversAGoodPartOfItsRectangle(Fruit fruit) {
        double sum = 0;
        for (int i = 0; i < 40; i++) {
            FruitSprite sprite = FruitSprite.draw(fruit, LIGHT, Draws.random(6, i));
            for (float coverage : sprite.coverage()) {
                sum += coverage / sprite.coverage().length / 40;
            }
        }
        assertThat(sum).isBetween(0.3, 0.9);
    }

    @ParameterizedTest
    @EnumSource
    void aFruitOnBlackIsAllThatIsNotBlackAndItsRectangleIsTight(Fruit fruit) {
        for (int i = 0; i < 10; i++) {
            FruitSprite sprite = FruitSprite.draw(fruit, LIGHT, Draws.random(7, i));
            int side = GeneratedFruit.SIDE;
            byte[] pixels = new byte[side * side * 3];
            GeneratedFruit.Placed placed = new GeneratedFruit.Placed(0, 30, 170, sprite.width(), sprite.height());
            GeneratedFruit.paint(pixels, sprite, placed);
            assertThat(around(pixels, side)).isEqualTo(placed);
        }
    }

    private static GeneratedFruit.Placed around(byte[] pixels, int side) {
        int[] seen = IntStream.range(0, side * side)
                .filter(i -> (pixels[3 * i] | pixels[3 * i + 1] | pixels[3 * i + 2]) != 0)
                .toArray();
        IntSummaryStatistics rows = IntStream.of(seen).map(i -> i / side).summaryStatistics();
        IntSummaryStatistics columns = IntStream.of(seen).map(i -> i % side).summaryStatistics();
        return new GeneratedFruit.Placed(
                0,
                columns.getMin(),
                rows.getMin(),
                columns.getMax() - columns.getMin() + 1,
                rows.getMax() - rows.getMin() + 1);
    }
}
