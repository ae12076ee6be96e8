package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.RandomSampler;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawsTest {

    @Test
    void drawsTheSameForTheSameKeyOnly() {
        long drawn = Draws.random(1, 2, 3).nextLong();
        assertThat(Draws.random(1, 2, 3).nextLong()).isEqualTo(drawn);
        Set<Long> others = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            for (long epoch = 0; epoch < 20; epoch++) {
                others.add(Draws.random(seed, epoch).nextLong());
                others.add(Draws.random(seed, epoch, 0).nextLong());
            }
        }
        assertThat(others).hasSize(800);
    }

    @Test
    void permutesEachNumberOnce() {
        int[] order = Draws.permutation(1000, Draws.random(1));
        assertThat(order).isNotEqualTo(IntStream.range(0, 1000).toArray());
        assertThat(Arrays.stream(order).sorted().toArray())
                .isEqualTo(IntStream.range(0, 1000).toArray());
    }

    @Test
    void drawsEveryPermutationOfThreeEquallyOften() {
        Map<String, Integer> counts = new HashMap<>();
        for (int seed = 0; seed < 6000; seed++) {
            counts.merge(Arrays.toString(Draws.permutation(3, Draws.random(seed))), 1, Integer::sum);
        }
        assertThat(counts).hasSize(6);
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isCloseTo(1000, within(150)));
    }

    /** DJL's fault that this class stands in for: four of the six permutations of three never come. */
    @Test
    void isNeededBecauseRandomSamplerOfDjlDrawsOnlyCyclicPermutations() {
        try (NDManager manager = NDManager.newBaseManager()) {
            ArrayDataset three = new ArrayDataset.Builder()
                    .setData(manager.arange(3))
                    .setSampling(1, false)
                    .build();
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < 200; i++) {
                Iterator<Long> order = new RandomSampler().sample(three);
                seen.add("" + order.next() + order.next() + order.next());
            }
            assertThat(seen).containsExactlyInAnyOrder("120", "201");
        }
    }

    @Test
    void aSampleOfEachClassHasTheSameNumberOfEachWhileTheyLast() {
        int[] labels = IntStream.range(0, 60).map(i -> i < 5 ? 0 : 1 + i % 3).toArray();
        int[] sample = Draws.sampleOfEachClass(labels, 32, 1);
        assertThat(sample).hasSize(32).isSorted().doesNotHaveDuplicates();
        assertThat(counts(labels, sample).values()).containsExactlyInAnyOrder(5, 9, 9, 9);
        assertThat(Draws.sampleOfEachClass(labels, 32, 1)).isEqualTo(sample);
        assertThat(Draws.sampleOfEachClass(labels, 32, 2)).isNotEqualTo(sample);
    }

    @Test
    void aSmallSampleOfEachClassHasTwoAndMoreOfFewerClasses() {
        int[] labels = IntStream.range(0, 600).map(i -> i % 120).toArray();
        for (int count : new int[] {2, 3, 7, 100, 239, 240}) {
            Map<Integer, Integer> counts = counts(labels, Draws.sampleOfEachClass(labels, count, 1));
            assertThat(counts).hasSize(count / 2);
            assertThat(counts.values()).allMatch(n -> n >= 2);
            assertThat(counts.values().stream().mapToInt(n -> n).sum()).isEqualTo(count);
        }
    }

    private static Map<Integer, Integer> counts(int[] labels, int[] indices) {
        Map<Integer, Integer> counts = new HashMap<>();
        IntStream.of(indices).forEach(i -> counts.merge(labels[i], 1, Integer::sum));
        return counts;
    }
}
