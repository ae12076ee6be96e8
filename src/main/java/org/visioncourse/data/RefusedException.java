package org.visioncourse.data;

import java.io.IOException;

/** What neither another try nor reading on would mend; the message is the whole sentence for the user. */
final class RefusedException extends IOException {

    private static final long serialVersionUID = 1;

    RefusedException(String message) {
        super(message);
    }

    RefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
