package org.visioncourse.architecture.cifar10;

import org.visioncourse.architecture.gan.KnowsTheKernel;

public record KnowsAChapter(KnowsTheKernel chapter) {}
