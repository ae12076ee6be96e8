/**
 * Object detection: where in a picture things are, and what they are, by a single-shot detector (SSD).
 *
 * <p>D2L's sections <a href="https://d2l.ai/chapter_computer-vision/bounding-box.html">Object Detection and Bounding
 * Boxes</a>, <a href="https://d2l.ai/chapter_computer-vision/anchor.html">Anchor Boxes</a>, <a
 * href="https://d2l.ai/chapter_computer-vision/multiscale-object-detection.html">Multiscale Object Detection</a> and <a
 * href="https://d2l.ai/chapter_computer-vision/ssd.html">Single Shot Multibox Detection</a>; Liu et al. 2016, <a
 * href="https://arxiv.org/abs/1512.02325">SSD: Single Shot MultiBox Detector</a>.
 */
package org.visioncourse.detection;
