package org.visioncourse.styletransfer;

import java.util.Locale;

/** What the synthesized image looks like before the first step. */
public enum Start {
    /** The photograph, as in D2L. */
    CONTENT,
    /** The painting, scaled to the photograph's size. */
    STYLE,
    /** Normal noise around the mean colour, as in Gatys's paper. */
    NOISE;

    /** As the command line names it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
