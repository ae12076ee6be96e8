package org.visioncourse.architecture.data;

import org.visioncourse.architecture.training.KnowsAChapter;

public record KnowsTraining(KnowsAChapter loop) {}
