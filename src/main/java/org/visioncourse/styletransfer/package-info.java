/**
 * Neural style transfer: a photograph's shapes painted with a painting's strokes, by training the picture itself.
 *
 * <p>D2L's section <a href="https://d2l.ai/chapter_computer-vision/neural-style.html">Neural Style Transfer</a>; Gatys, Ecker
 * and Bethge 2015, <a href="https://arxiv.org/abs/1508.06576">A Neural Algorithm of Artistic Style</a>; an exercise of CS231n,
 * too.
 *
 * <p>Read in this order. What is compared: {@link org.visioncourse.data.Preprocessing} (pictures as arrays, and
 * back), {@link org.visioncourse.styletransfer.FeatureNetwork} (the outputs of a network's layers), {@link
 * org.visioncourse.styletransfer.Reading} (before or after their ReLU), {@link org.visioncourse.styletransfer.Network} (which
 * networks there are), {@link org.visioncourse.styletransfer.FeaturePictures} (what they see). How far pictures are apart:
 * {@link org.visioncourse.styletransfer.Losses} (content, Gram matrices, style, total variation), {@link
 * org.visioncourse.styletransfer.Layers}, {@link org.visioncourse.styletransfer.LossWeights}, and all of it in {@link org.visioncourse.styletransfer.StyleObjective}. What is
 * trained: {@link org.visioncourse.styletransfer.SynthesizedImage}, from a {@link org.visioncourse.styletransfer.Start}, by an
 * {@link org.visioncourse.styletransfer.ImageOptimizer}; {@code Level} is one iteration of it, {@code Synthesis} the way from
 * coarse to fine, {@code Luminance} keeps a photograph's colours. A run from its options to its result: {@link
 * org.visioncourse.styletransfer.StyleConfig}, {@link org.visioncourse.styletransfer.StylePair} (the two pictures), {@link
 * org.visioncourse.styletransfer.StyleTraining}, {@link org.visioncourse.styletransfer.StylePictures}, {@link
 * org.visioncourse.styletransfer.StyleResult}, and the commands {@link org.visioncourse.styletransfer.StyleTransfer} and
 * {@code CompareCommand}. {@link
 * org.visioncourse.styletransfer.StyleExercises} judges what readers of the notebook write. Where the course's own features ({@link org.visioncourse.models.SmallVgg}) come from: {@link org.visioncourse.styletransfer.FeatureConfig},
 * {@code FeatureTraining} and {@code TrainFeaturesCommand}.
 */
package org.visioncourse.styletransfer;
