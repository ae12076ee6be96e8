/**
 * Vision Course: computer vision with deep learning, taught in Java over DJL with the PyTorch engine.
 *
 * <p>Chapters, each an exercise of its own, read in the order that its package description gives:
 *
 * <ul>
 *   <li>{@link org.visioncourse.cifar10}: a ResNet from scratch on small pictures (D2L, Image Classification (CIFAR-10) on
 *       Kaggle; He et al. 2015)
 *   <li>{@link org.visioncourse.dogbreeds}: 120 breeds after few photographs, on another network's features (D2L, Dog Breed
 *       Identification on Kaggle, and Fine-Tuning)
 *   <li>{@link org.visioncourse.detection}: where in a picture things are, by anchors and a single-shot detector (D2L, Anchor
 *       Boxes to Single Shot Multibox Detection; Liu et al. 2016)
 *   <li>{@link org.visioncourse.styletransfer}: a photograph painted with a painting's strokes (D2L, Neural Style Transfer;
 *       Gatys et al. 2015)
 *   <li>{@link org.visioncourse.gan}: two networks against each other, on points and on pictures (D2L, Generative Adversarial
 *       Networks; Goodfellow et al. 2014, Radford et al. 2015)
 * </ul>
 *
 * <p>What chapters stand on; none of it knows a chapter:
 *
 * <ul>
 *   <li>{@link org.visioncourse.training}: the loop, schedules, checkpoints, the run folder, options
 *   <li>{@link org.visioncourse.notebook}: a figure that changes while a network learns, and a judge of readers' own functions
 *   <li>{@link org.visioncourse.models}: networks, their start values, published weights and a summary
 *   <li>{@link org.visioncourse.plots}: charts and image grids
 *   <li>{@link org.visioncourse.data}: pictures in memory or in files, readers, augmentation, batches, downloads, generated samples
 *   <li>{@link org.visioncourse.engine}: what DJL's PyTorch engine lacks or gets wrong
 * </ul>
 *
 * <p>{@link org.visioncourse.setup} looks after the machine: the doctor and the notebooks' kernel.
 */
package org.visioncourse;
