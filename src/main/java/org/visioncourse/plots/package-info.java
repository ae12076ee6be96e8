/**
 * Charts and image grids as {@link java.awt.image.BufferedImage}, so that a notebook shows them and a run folder keeps
 * them.
 *
 * <p>{@link LineChart} draws curves, {@link HeatMap} a confusion matrix, {@link BarChart} a share for each class;
 * {@link ImageGrid} lays pictures out with captions, {@link Figure} puts panels beside one another, {@link Png}
 * writes the result, and {@link AnimatedGif} several in turn. Everything works without a screen.
 */
package org.visioncourse.plots;
