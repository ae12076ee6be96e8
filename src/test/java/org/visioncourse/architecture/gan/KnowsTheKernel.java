package org.visioncourse.architecture.gan;

import org.visioncourse.architecture.training.KnowsAChapter;

public record KnowsTheKernel(KnowsAChapter loop) {}
