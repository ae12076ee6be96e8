package org.visioncourse.architecture.training;

import org.visioncourse.architecture.gan.KnowsTheKernel;

public record KnowsAChapter(KnowsTheKernel chapter) {}
