/**
 * Pictures, in memory as bytes or in their files, and the way from there to batches.
 *
 * <p>Read in this order: {@link org.visioncourse.data.Picture}, {@link org.visioncourse.data.ImageSet} (what is kept in
 * memory) and {@link org.visioncourse.data.PhotoSet} (what stays in its files),
 * {@link org.visioncourse.data.Cifar10Binary}, {@link org.visioncourse.data.ImageFile},
 * {@link org.visioncourse.data.ImageFolder}, {@link org.visioncourse.data.ImageTree},
 * {@link org.visioncourse.data.KaggleFolder},
 * {@link org.visioncourse.data.DogFolder}, {@link org.visioncourse.data.GeneratedImages},
 * {@link org.visioncourse.data.GeneratedBreeds}, {@link org.visioncourse.data.GeneratedFruit},
 * {@link org.visioncourse.data.GeneratedScenes} and {@link org.visioncourse.data.GeneratedSprites} (where it comes from),
 * {@link org.visioncourse.data.Augmentation} and {@link org.visioncourse.data.Normalisation} (what is done to a picture),
 * {@link org.visioncourse.data.ExampleSource} (pictures with labels of any kind),
 * {@link org.visioncourse.data.ImageDataset} and {@link org.visioncourse.data.BatchStream} (how DJL gets it).
 * {@link org.visioncourse.data.DataFolder} finds a set, or fetches a {@link org.visioncourse.data.DataSet} that is known by
 * its name: {@link org.visioncourse.data.Download}, {@link org.visioncourse.data.Archive}.
 */
package org.visioncourse.data;
