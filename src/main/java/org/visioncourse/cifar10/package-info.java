/**
 * Image classification on CIFAR-10: a ResNet-18 (He et al. 2015) learns ten kinds of small pictures from scratch.
 *
 * <p>D2L's section <a href="https://d2l.ai/chapter_computer-vision/kaggle-cifar10.html">Image Classification
 * (CIFAR-10) on Kaggle</a>. Read in this order: {@link org.visioncourse.cifar10.Cifar10Config} (what can be chosen),
 * {@link org.visioncourse.cifar10.Cifar10Data} (the pictures, how they are split and augmented),
 * {@link org.visioncourse.cifar10.Classifier} (the network), {@link org.visioncourse.training.SupervisedTraining} (one step),
 * {@link org.visioncourse.cifar10.Cifar10Training} (loss, optimizer, a run from its options to its result),
 * {@link org.visioncourse.training.Evaluation} and {@link org.visioncourse.cifar10.Pictures} (what was learned, and what
 * not), {@link org.visioncourse.cifar10.RateFinder}, {@link org.visioncourse.cifar10.Submission} (the file for Kaggle), and
 * {@link org.visioncourse.cifar10.Cifar10} with its sub-commands. {@link org.visioncourse.cifar10.Cifar10Exercises} judges what a
 * reader of the notebook writes.
 *
 * <p>What makes training fast, {@code --recipe fast}: {@link org.visioncourse.cifar10.FastNet} (a network for few epochs),
 * {@code Whitening} (its first layer), {@code FastTraining}, {@link org.visioncourse.engine.UpdateRule#muon}, {@link
 * org.visioncourse.training.Lookahead}, and {@link org.visioncourse.cifar10.FastPart} (what can be left out); {@link
 * org.visioncourse.cifar10.Comparison} (accuracy against time). Jordan 2024, <a
 * href="https://arxiv.org/abs/2404.00498">94% on CIFAR-10 in 3.29 Seconds on a Single GPU</a>.
 */
package org.visioncourse.cifar10;
