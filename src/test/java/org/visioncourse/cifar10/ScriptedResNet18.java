package org.visioncourse.cifar10;

import java.util.ArrayList;
import java.util.List;

/** The text of a TorchScript function that does a ResNet-18's forward and backward pass, written layer by layer. */
final class ScriptedResNet18 {

    private final StringBuilder lines = new StringBuilder();
    private final List<Integer> trained = new ArrayList<>();
    private int next; // of the parameters p
    private int variables;

    /** A function of pictures x (N, 3, 32, 32), labels y (N) and the network's parameters p: the loss, then its gradients. */
    String text() {
        String x = relu(normalised("x[0]", 1, 1));
        for (int stage = 0; stage < 4; stage++) {
            for (int block = 0; block < 2; block++) {
                x = residual(x, stage > 0 && block == 0);
            }
        }
        String features = line("torch.flatten(torch.adaptive_avg_pool2d(%s, [1, 1]), 1)", x);
        String logits = line("torch.linear(%s, p[%d], p[%d])", features, parameter(), parameter());
        String loss = line("torch.cross_entropy_loss(torch.to(%s, 6), y[0], None, 1, -100, 0.1)", logits);
        return "def forward(self, x: List[Tensor], y: List[Tensor], p: List[Tensor]) -> List[Tensor]:\n" + lines
                + "  w = ["
                + String.join(", ", trained.stream().map(i -> "p[" + i + "]").toList()) + "]\n"
                + "  found = torch.grad([" + loss + "], w, None, None, False, False)\n"
                + "  gradients = annotate(List[Tensor], [])\n"
                + "  for g in found:\n    gradients.append(unchecked_cast(Tensor, g))\n"
                + "  return [" + loss + "] + gradients\n";
    }

    private String residual(String x, boolean halved) {
        int stride = halved ? 2 : 1;
        String inner = relu(normalised(x, stride, 1));
        String body = normalised(inner, 1, 1);
        String shortcut = halved ? normalised(x, 2, 0) : x;
        return relu(line("torch.add(%s, %s)", body, shortcut));
    }

    private String normalised(String x, int stride, int padding) {
        String y = line(
                "torch.conv2d(%s, p[%d], None, [%d, %d], [%d, %d], [1, 1], 1)",
                x, parameter(), stride, stride, padding, padding);
        int gamma = parameter();
        int beta = parameter();
        int mean = next++;
        int variance = next++;
        return line(
                "torch.batch_norm(%s, p[%d], p[%d], p[%d], p[%d], True, 0.1, 1e-05, True)",
                y, gamma, beta, mean, variance);
    }

    private String relu(String x) {
        return line("torch.relu(%s)", x);
    }

    private int parameter() {
        trained.add(next);
        return next++;
    }

    private String line(String template, Object... values) {
        String name = "v" + variables++;
        lines.append("  ")
                .append(name)
                .append(" = ")
                .append(template.formatted(values))
                .append('\n');
        return name;
    }
}
