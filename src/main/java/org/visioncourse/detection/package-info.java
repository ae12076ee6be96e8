/**
 * Object detection: where in a picture things are, and what they are, by a single-shot detector (SSD).
 *
 * <p>D2L's sections <a href="https://d2l.ai/chapter_computer-vision/bounding-box.html">Object Detection and Bounding
 * Boxes</a>, <a href="https://d2l.ai/chapter_computer-vision/anchor.html">Anchor Boxes</a>, <a
 * href="https://d2l.ai/chapter_computer-vision/multiscale-object-detection.html">Multiscale Object Detection</a> and <a
 * href="https://d2l.ai/chapter_computer-vision/ssd.html">Single Shot Multibox Detection</a>; Liu et al. 2016, <a
 * href="https://arxiv.org/abs/1512.02325">SSD: Single Shot MultiBox Detector</a>.
 *
 * <p>Read in this order. What is looked at: {@link org.visioncourse.detection.BoxSet}, pictures whose objects are known,
 * from {@link org.visioncourse.detection.FruitSet} (drawn by our own code) or {@link
 * org.visioncourse.detection.BoxFolder} (tables, Pascal VOC, COCO), changed by {@link
 * org.visioncourse.detection.BoxAugmentation}. What a box is: {@link org.visioncourse.detection.Box}, many {@link
 * org.visioncourse.detection.Boxes}, their {@link org.visioncourse.detection.Iou}, and {@link
 * org.visioncourse.detection.BoxPicture}, which draws them. What has to be predicted: {@link
 * org.visioncourse.detection.AnchorShapes} (anchors all over the picture), {@link org.visioncourse.detection.AnchorMatcher}
 * (which of them has which true box), {@link org.visioncourse.detection.Offsets} (from an anchor to its box), {@link
 * org.visioncourse.detection.AnchorLabeller} (all that for a batch); {@link org.visioncourse.detection.AnchorPictures} shows
 * it on an {@link org.visioncourse.detection.AnchorExample} and its picture, an {@link
 * org.visioncourse.detection.AnchorScene}. What predicts it: {@link
 * org.visioncourse.detection.Ssd}, {@link org.visioncourse.detection.TinySsd}, {@link
 * org.visioncourse.detection.SsdBackbone}. How it learns: {@link org.visioncourse.detection.ClassLoss}, {@link
 * org.visioncourse.detection.BoxLoss}, {@link org.visioncourse.detection.DetectionLoss}, {@link
 * org.visioncourse.detection.HardNegatives}. What it sees: {@link org.visioncourse.detection.Detector}, {@link
 * org.visioncourse.detection.NonMaximumSuppression}, {@link org.visioncourse.detection.Detection}.
 * How good it is: {@link org.visioncourse.detection.DetectionErrors} (D2L's measures), {@link
 * org.visioncourse.detection.AveragePrecision}, {@link org.visioncourse.detection.DetectionEvaluation}. A run from its options
 * to its result: {@link org.visioncourse.detection.DetectionConfig}, {@link org.visioncourse.detection.DetectionData}, {@link
 * org.visioncourse.detection.DetectionObjective}, {@link org.visioncourse.detection.DetectionTraining}, {@link
 * org.visioncourse.detection.TrainedDetector}, {@link org.visioncourse.detection.DetectionPictures}, and {@link
 * org.visioncourse.detection.ObjectDetection} with its sub-commands. What a reader writes in the notebooks' exercises is judged by
 * {@link org.visioncourse.detection.DetectionExercises}.
 */
package org.visioncourse.detection;
