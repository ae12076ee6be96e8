package org.visioncourse.styletransfer;

import java.util.Locale;

/** What "the output of convolution i" means where a ReLU follows it. */
public enum Reading {

    /**
     * What D2L's PyTorch edition reads: torchvision's ReLU works in place, so that an output kept by reference is rectified
     * by the next layer. Only the last layer of the cut network, which no ReLU follows any more, is read as it is.
     */
    IN_PLACE,

    /** The convolution's own output, before the ReLU, as D2L's MXNet edition reads it. */
    AS_WRITTEN;

    /** As the command line names it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
