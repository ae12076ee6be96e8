/**
 * How a run goes: the loop, schedules, checkpoints, the run folder, progress, and the options of a command.
 *
 * <p>The loop knows no images, no classes and not how many networks there are: an exercise hands its step to
 * {@link org.visioncourse.training.Fit} as a function and registers what must survive a stop with a
 * {@link org.visioncourse.training.Checkpoint}. For the chapters that train one network on labels the step stands beside it,
 * {@link org.visioncourse.training.SupervisedTraining}, and for those that classify what is measured:
 * {@link org.visioncourse.training.Classification} and {@link org.visioncourse.training.Evaluation}. Read in this order:
 * {@link org.visioncourse.training.Figures}, {@link org.visioncourse.training.Steps},
 * {@link org.visioncourse.training.Fit}, then what they write, {@link org.visioncourse.training.RunFolder}.
 */
package org.visioncourse.training;
