package org.visioncourse.notebook;

/**
 * What a {@link Check} says of a reader's answer; a notebook shows its text.
 *
 * @param right whether it was right in every case
 * @param words what was tried, or where it is wrong and a hint
 */
public record Verdict(boolean right, String words) {

    @Override
    public String toString() {
        return (right ? "Right: " : "Not yet: ") + words;
    }
}
