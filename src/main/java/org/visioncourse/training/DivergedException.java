package org.visioncourse.training;

/** A run whose loss is no longer a number; the message says what to try. */
public final class DivergedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** With one sentence. */
    public DivergedException(String message) {
        super(message);
    }
}
