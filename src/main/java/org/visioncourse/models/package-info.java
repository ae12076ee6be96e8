/**
 * Networks that several chapters use, and what a network needs before its first step.
 *
 * <p>Read {@link org.visioncourse.models.ResNet} (He et al. 2015, <a href="https://arxiv.org/abs/1512.03385">Deep
 * Residual Learning for Image Recognition</a>) for the structure, {@link org.visioncourse.models.StartValues} for the
 * values it starts from, and print a {@link org.visioncourse.models.Summary} to see it layer by layer.
 *
 * <p>Every network is a plain DJL block that takes images (N, C, H, W) and returns logits (N, numClasses), or features. Its parameters
 * come in torchvision's order, so that published weights fit one by one.
 *
 * <p>Published weights are found by {@link org.visioncourse.models.PublishedWeights} and come in by {@link
 * org.visioncourse.models.TensorFile} (PyTorch's two formats and safetensors),
 * {@link org.visioncourse.models.PublishedNames} and {@link org.visioncourse.models.Weights}; they fit ResNet, {@link
 * org.visioncourse.models.Vgg} (Simonyan and Zisserman 2014) and {@link org.visioncourse.models.MobileNet} (Howard et al.
 * 2017). {@link org.visioncourse.models.Backbone} puts it together: a network, its weights, what they expect of pictures.
 * {@link org.visioncourse.models.SmallVgg} is the course's own, with weights that come with it.
 */
package org.visioncourse.models;
