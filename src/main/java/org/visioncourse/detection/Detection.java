package org.visioncourse.detection;

/**
 * A thing that a detector sees in a picture.
 *
 * @param label its class, from 0; background is no detection
 * @param confidence the probability of the class, in [0, 1]
 * @param box where it is, in fractions of the picture; it may reach beyond
 */
public record Detection(int label, double confidence, Box box) {}
