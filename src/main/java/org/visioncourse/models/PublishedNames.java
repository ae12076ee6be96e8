package org.visioncourse.models;

import java.util.ArrayList;
import java.util.List;

/**
 * The names that PyTorch's published weights have for the parameters of this package's networks, in the order of the
 * blocks.
 */
public final class PublishedNames {

    private static final List<Integer> VGG19_CONVOLUTIONS =
            List.of(0, 2, 5, 7, 10, 12, 14, 16, 19, 21, 23, 25, 28, 30, 32, 34);
    private static final List<Integer> VGG19_LINEAR = List.of(0, 3, 6);
    private static final List<Integer> MOBILENET_STAGES = List.of(1, 2, 2, 6, 2);

    private final List<String> names = new ArrayList<>();

    private PublishedNames() {}

    /** torchvision's names for {@link ResNet#resnet18}. */
    public static List<String> resnet18() {
        return resnet(2, List.of(2, 2, 2, 2), false);
    }

    /** torchvision's names for {@link ResNet#resnet34}. */
    public static List<String> resnet34() {
        return resnet(2, List.of(3, 4, 6, 3), false);
    }

    /** torchvision's names for {@link ResNet#resnet50}. */
    public static List<String> resnet50() {
        return resnet(3, List.of(3, 4, 6, 3), true);
    }

    private static List<String> resnet(int convolutions, List<Integer> depths, boolean widens) {
        PublishedNames all = new PublishedNames();
        all.normalised("conv1", "bn1");
        for (int stage = 1; stage <= depths.size(); stage++) {
            for (int block = 0; block < depths.get(stage - 1); block++) {
                String prefix = "layer" + stage + "." + block + ".";
                for (int i = 1; i <= convolutions; i++) {
                    all.normalised(prefix + "conv" + i, prefix + "bn" + i);
                }
                if (block == 0 && (stage > 1 || widens)) {
                    all.normalised(prefix + "downsample.0", prefix + "downsample.1");
                }
            }
        }
        return all.biased("fc").names;
    }

    /** torchvision's names for {@link Vgg#vgg19}. */
    public static List<String> vgg19() {
        PublishedNames all = new PublishedNames();
        VGG19_CONVOLUTIONS.forEach(i -> all.biased("features." + i));
        VGG19_LINEAR.forEach(i -> all.biased("classifier." + i));
        return all.names;
    }

    /** torchvision's names for {@link Vgg#vgg19Features}. */
    public static List<String> vgg19Features() {
        return vgg19().stream().filter(name -> name.startsWith("features.")).toList();
    }

    /** timm's names for {@link MobileNet}. */
    public static List<String> mobilenet() {
        PublishedNames all = new PublishedNames();
        all.normalised("conv_stem", "bn1");
        for (int stage = 0; stage < MOBILENET_STAGES.size(); stage++) {
            for (int block = 0; block < MOBILENET_STAGES.get(stage); block++) {
                String prefix = "blocks." + stage + "." + block + ".";
                all.normalised(prefix + "conv_dw", prefix + "bn1").normalised(prefix + "conv_pw", prefix + "bn2");
            }
        }
        return all.biased("classifier").names;
    }

    /** A convolution without bias, and the BatchNorm after it. */
    private PublishedNames normalised(String convolution, String batchNorm) {
        names.add(convolution + ".weight");
        for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
            names.add(batchNorm + "." + part);
        }
        return this;
    }

    private PublishedNames biased(String layer) {
        names.add(layer + ".weight");
        names.add(layer + ".bias");
        return this;
    }
}
