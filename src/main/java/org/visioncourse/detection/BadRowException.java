package org.visioncourse.detection;

import java.io.IOException;

/** A row of labels that cannot be: the message says why, and not yet where. */
final class BadRowException extends IOException {

    private static final long serialVersionUID = 1;

    BadRowException(String message) {
        super(message);
    }
}
