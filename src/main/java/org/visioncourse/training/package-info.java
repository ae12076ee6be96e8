/**
 * How a run goes: the loop, schedules, checkpoints, the run folder, progress, and the options of a command.
 *
 * <p>Nothing here knows images, classes or how many networks there are: an exercise hands its step to
 * {@link org.visioncourse.training.Fit} as a function and registers what must survive a stop with a
 * {@link org.visioncourse.training.Checkpoint}. Read in this order: {@link org.visioncourse.training.Figures},
 * {@link org.visioncourse.training.Steps}, {@link org.visioncourse.training.Fit}, then what they write,
 * {@link org.visioncourse.training.RunFolder}.
 */
package org.visioncourse.training;
