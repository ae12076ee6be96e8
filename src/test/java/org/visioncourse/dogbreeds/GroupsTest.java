package org.visioncourse.dogbreeds;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.visioncourse.engine.ParameterGroup;
import org.visioncourse.models.Backbone;

/** The learning rates and weight decays of fine-tuning. */
class GroupsTest {

    @ParameterizedTest
    @EnumSource(
            value = Backbone.class,
            names = {"RESNET18", "MOBILENET"})
    void theHeadLearnsFasterAndOnlyWeightsOfLayersDecay(Backbone backbone) {
        DogBreedsConfig config = SmallRuns.config(Mode.FINETUNE, Path.of(""), options -> {
            options.backbone = backbone;
            options.headScale = 7f;
            options.weightDecay = 0.25f;
        });
        try (Model model = DogClassifier.create(config, List.of("boxer", "pug", "collie"))) {
            SequentialBlock network = (SequentialBlock) model.getBlock();
            List<ParameterGroup> groups = DogBreedsTraining.groups(network, config);
            assertEachIsInOneGroup(groups, network);
            Set<Parameter> head = new HashSet<>(network.getChildren()
                    .values()
                    .get(network.getChildren().size() - 1)
                    .getParameters()
                    .values());
            assertThat(head).hasSize(4);
            for (ParameterGroup group : groups) {
                for (Parameter parameter : group.parameters().values()) {
                    boolean weight = parameter.getType() == Parameter.Type.WEIGHT;
                    assertThat(group.learningRateScale())
                            .as(parameter.getName())
                            .isEqualTo(head.contains(parameter) ? 7 : 1);
                    assertThat(group.weightDecay()).as(parameter.getName()).isEqualTo(weight ? 0.25f : 0);
                    assertThat(parameter.getArray().getShape().dimension() > 1)
                            .as("a layer's weight has two dimensions and more, others have one")
                            .isEqualTo(weight);
                }
            }
        }
    }

    private static void assertEachIsInOneGroup(List<ParameterGroup> groups, SequentialBlock network) {
        List<String> ids = groups.stream()
                .flatMap(group -> group.parameters().values().stream())
                .map(Parameter::getId)
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids)
                .containsExactlyInAnyOrderElementsOf(network.getParameters().values().stream()
                        .map(Parameter::getId)
                        .collect(Collectors.toList()));
    }
}
