package org.visioncourse.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Reads the photographs of dogs as <a href="https://www.kaggle.com/competitions/dog-breed-identification">Kaggle</a>
 * hands them out: {@code labels.csv} with the columns {@code id,breed}, the photographs {@code train/ID.jpg, ...} that it
 * labels, {@code test/ID.jpg, ...}, and {@code sample_submission.csv}, which may be missing.
 *
 * <p>A photograph's id is the name of its file without the ending.
 */
public final class DogFolder {

    private static final String LABELS = "labels.csv";
    private static final String SAMPLE = "sample_submission.csv";

    private DogFolder() {}

    /**
     * The photographs to train on.
     *
     * @param photos in the order of their labels' lines; the classes are all that the labels name, sorted
     * @param labelsWithoutPicture how many lines name a photograph that is not there, as where only a part was unpacked
     */
    public record Training(PhotoSet photos, int labelsWithoutPicture) {}

    /**
     * The photographs to test on, and what a submission of answers looks like.
     *
     * @param photos in the order of the submission's lines, all of class 0, "unknown"
     * @param ids of the photographs
     * @param columns the classes in the order of the submission's columns
     * @param linesWithoutPicture how many lines of the submission ask for a photograph that is not there
     */
    public record Test(PhotoSet photos, List<String> ids, List<String> columns, int linesWithoutPicture) {}

    /** Whether the folder has this layout. */
    public static boolean matches(Path folder) {
        return Files.isRegularFile(folder.resolve(LABELS)) && Files.isDirectory(folder.resolve(KaggleFolder.TRAIN));
    }

    /**
     * Finds the labelled photographs.
     *
     * @throws IOException if a label's line is wrong, a photograph has no label, or the columns of
     *     {@code sample_submission.csv} are not the classes; the message names file and line
     */
    public static Training training(Path folder) throws IOException {
        KaggleFolder.Labelled labelled = KaggleFolder.labelled(folder, LABELS, "id,breed");
        Path sample = folder.resolve(SAMPLE);
        if (Files.exists(sample)) {
            requireColumns(
                    SampleSubmission.read(sample), sample, labelled.photos().classNames(), folder.resolve(LABELS));
        }
        return new Training(labelled.photos(), labelled.labelsWithoutPicture());
    }

    private static void requireColumns(SampleSubmission submission, Path sample, List<String> breeds, Path labels)
            throws IOException {
        for (String breed : breeds) {
            if (!submission.columns().contains(breed)) {
                throw new IOException(
                        LabelFile.place(labels, breed) + ": the breed " + breed + " has no column in " + sample + ".");
            }
        }
        submission.requireClasses(breeds, sample, labels.toString());
    }

    /**
     * Finds the photographs without labels. Where there is no {@code sample_submission.csv}, ids and columns are sorted.
     *
     * @param classNames the classes that the answers are about
     * @throws IOException if there is no photograph, or {@code sample_submission.csv} has a wrong line, other columns than
     *     the classes, or no line for a photograph; the message names file and line or value
     */
    public static Test test(Path folder, List<String> classNames) throws IOException {
        Path test = folder.resolve(KaggleFolder.TEST);
        Map<String, String> names = KaggleFolder.namesById(test);
        Path sample = folder.resolve(SAMPLE);
        if (!Files.exists(sample)) {
            List<String> ids = List.copyOf(names.keySet());
            return new Test(
                    photos(test, ids, names), ids, classNames.stream().sorted().toList(), 0);
        }
        SampleSubmission submission = SampleSubmission.read(sample);
        submission.requireClasses(classNames, sample, "the classifier");
        for (Map.Entry<String, String> name : names.entrySet()) {
            if (!submission.ids().contains(name.getKey())) {
                throw new IOException("The picture " + test.resolve(name.getValue()) + " has no line in " + sample
                        + ": add one, or remove the picture.");
            }
        }
        List<String> ids = submission.ids().stream().filter(names::containsKey).toList();
        int without = submission.ids().size() - ids.size();
        return new Test(photos(test, ids, names), ids, submission.columns(), without);
    }

    private static PhotoSet photos(Path folder, List<String> ids, Map<String, String> names) {
        List<Path> files = ids.stream().map(id -> folder.resolve(names.get(id))).toList();
        return new PhotoSet(files, new int[files.size()], TestPictures.UNKNOWN);
    }
}
