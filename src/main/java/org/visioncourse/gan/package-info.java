/**
 * Generative adversarial networks: a network that makes pictures, learned against one that tells them from real ones.
 *
 * <p>D2L's sections <a href="https://d2l.ai/chapter_generative-adversarial-networks/gan.html">Generative Adversarial
 * Networks</a> and <a href="https://d2l.ai/chapter_generative-adversarial-networks/dcgan.html">Deep Convolutional Generative
 * Adversarial Networks</a>; Goodfellow et al. 2014, <a href="https://arxiv.org/abs/1406.2661">Generative Adversarial
 * Nets</a>; Radford, Metz and Chintala 2015, <a href="https://arxiv.org/abs/1511.06434">Unsupervised Representation Learning
 * with Deep Convolutional Generative Adversarial Networks</a>.
 *
 * <p>Read in this order. The method: {@link org.visioncourse.gan.GanLoss} (what each network makes smaller), {@link
 * org.visioncourse.gan.Adversaries} (a step of each, and how {@link
 * org.visioncourse.gan.Frozen} keeps them apart), {@code GanTraining} (the
 * loop's part), {@link org.visioncourse.gan.BatchStatistics} (BatchNorm's figures for averaged weights). In small: {@link org.visioncourse.gan.GaussianPoints}, {@link org.visioncourse.gan.ToyGan} (the networks), {@code
 * ToyGallery} (what is looked at), {@link org.visioncourse.gan.ToyConfig}, {@link org.visioncourse.gan.ToyTraining}, {@link
 * org.visioncourse.gan.GanCommand}. With pictures: {@link org.visioncourse.gan.DcganConfig}, {@link
 * org.visioncourse.gan.DcganData}, {@link org.visioncourse.gan.Dcgan} (the networks), {@code DcganGallery} and {@link
 * org.visioncourse.gan.DcganPictures}, {@link org.visioncourse.gan.DcganTraining}, {@link org.visioncourse.gan.GanResult},
 * {@link org.visioncourse.gan.DcganCommand} and {@code SampleCommand}. How near generated pictures are to real ones: {@link
 * org.visioncourse.gan.FeatureSpace}, {@link org.visioncourse.gan.KernelDistance}. Judges of the notebooks' exercises: {@link
 * org.visioncourse.gan.GanExercises}, {@link org.visioncourse.gan.DcganExercises}.
 */
package org.visioncourse.gan;
