/**
 * Dog breeds: few photographs, 120 classes, and a network that has learned to see on other pictures.
 *
 * <p>D2L's sections <a href="https://d2l.ai/chapter_computer-vision/kaggle-dog.html">Dog Breed Identification (ImageNet
 * Dogs) on Kaggle</a> and <a href="https://d2l.ai/chapter_computer-vision/fine-tuning.html">Fine-Tuning</a>. Read in this
 * order: {@link org.visioncourse.dogbreeds.Mode} (how much learns), {@link org.visioncourse.dogbreeds.DogBreedsConfig}
 * (what can be chosen), {@link org.visioncourse.dogbreeds.DogBreedsData} (the photographs),
 * {@link org.visioncourse.models.Backbone} (the network with its weights),
 * {@link org.visioncourse.dogbreeds.DogClassifier} (its new head), {@code Features} and {@code FeatureCache} (what the
 * frozen part makes of photographs, once), {@link org.visioncourse.dogbreeds.DogBreedsTraining} (one training),
 * {@code SampleBackbone}, {@link org.visioncourse.dogbreeds.Series} (the modes compared, a cross-validation),
 * {@link org.visioncourse.dogbreeds.Pictures} (the photographs, and how the modes compare),
 * {@link org.visioncourse.dogbreeds.Answers} (what is learned, and what not), {@link org.visioncourse.dogbreeds.Submission} (the file for
 * Kaggle), and {@link org.visioncourse.dogbreeds.DogBreeds} with its sub-commands. {@link org.visioncourse.dogbreeds.DogBreedsExercises} judges
 * what a reader of the notebook writes.
 */
package org.visioncourse.dogbreeds;
