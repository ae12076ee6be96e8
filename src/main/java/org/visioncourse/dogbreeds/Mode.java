package org.visioncourse.dogbreeds;

import java.util.Locale;

/** How much of the network learns. */
public enum Mode {

    /** Only the head, on features that the frozen backbone gives once for each photograph. */
    FEATURES,

    /** All layers, the backbone from published weights, the head from scratch and faster. */
    FINETUNE,

    /** All layers from start values: what transfer is compared with. */
    SCRATCH,

    /** The three one after another, on the same photographs. */
    ALL;

    /** As the command line names it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
