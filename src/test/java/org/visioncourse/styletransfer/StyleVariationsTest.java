package org.visioncourse.styletransfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a notebook changes of a run's options, and that the rest stays. */
class StyleVariationsTest {

    private final StyleConfig config = StyleConfig.real("photo.jpg", "painting.jpg");

    @Test
    void oneThingIsChangedAndTheRestStays() {
        assertThat(config.withSize(100))
                .isEqualTo(config.withLossWeights(LossWeights.D2L).withSize(100));
        assertThat(config.withSize(100).size()).isEqualTo(100);
        assertThat(config.withSize(100).withSize(config.size())).isEqualTo(config);
        assertThat(config.withIterations(30, 6).epochs()).isEqualTo(5);
        assertThat(config.withIterations(30, 6).withIterations(config.iterations(), config.every()))
                .isEqualTo(config);
        assertThat(config.withOptimizer(ImageOptimizer.LBFGS).optimizer()).isEqualTo(ImageOptimizer.LBFGS);
        assertThat(config.withOptimizer(ImageOptimizer.LBFGS).withOptimizer(config.optimizer()))
                .isEqualTo(config);
        assertThat(config.keepingColours().keepColours()).isTrue();
        assertThat(config.keepingColours().withSize(config.size())).isNotEqualTo(config);
    }

    @Test
    void weightsAndLayersAreTakenAsTheyAre() {
        LossWeights weights = new LossWeights(0, 3, 5);
        Layers layers = new Layers(List.of(0), List.of(28));

        assertThat(config.withLossWeights(weights).lossWeights()).isEqualTo(weights);
        assertThat(config.withLossWeights(weights).withLossWeights(config.lossWeights()))
                .isEqualTo(config);
        assertThat(config.withLayers(layers).layers()).isEqualTo(layers);
        assertThat(config.withLayers(layers).withLayers(config.layers())).isEqualTo(config);
    }
}
