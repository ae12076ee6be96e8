package org.visioncourse.data;

/**
 * A picture as a network gets it, and what it is to learn of it.
 *
 * @param picture augmented, not yet normalised
 * @param label the numbers that say it: a class number alone, or rows of boxes; not copied
 */
public record Example(Picture picture, float[] label) {}
