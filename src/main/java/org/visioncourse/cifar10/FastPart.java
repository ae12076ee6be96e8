package org.visioncourse.cifar10;

import java.util.Locale;

/** The parts of the fast recipe that can be left out, one at a time, to see what each brings. */
public enum FastPart {
    /** The first convolution's filters are {@link Whitening}'s and stay; without: they start at random and learn. */
    WHITENING,
    /** Each 3x3 convolution starts by passing on its inputs; without: by torchvision's start values. */
    IDENTITY_START,
    /** BatchNorm learns no scale; without: it does, at the rate of the weights. */
    FIXED_SCALE,
    /** BatchNorm's biases learn at 64 times the rate; without: at the rate of the weights. */
    FAST_BIASES,
    /** Filters that learn move by orthogonalised momentum; without: by Nesterov momentum, as the rest. */
    MUON,
    /** Slow weights call the fast ones back; without: the last weights are kept. */
    LOOKAHEAD,
    /** Each picture is mirrored in every second epoch; without: by chance. */
    ALTERNATING_FLIP,
    /** A test picture is also looked at mirrored, and moved by a pixel; without: once, as it is. */
    TEST_VIEWS;

    /** As the command line names it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
