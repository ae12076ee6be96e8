package org.visioncourse.detection;

import ai.djl.Application;
import ai.djl.basicdataset.BasicDatasets;
import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.Repository;
import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.visioncourse.data.ImageFile;

/**
 * The two small sets that DJL's basicdataset hands out: D2L's bananas ({@code banana}) and, from its first edition, its
 * Pikachus ({@code pikachu}).
 *
 * <p>DJL's own {@code BananaDetection} and {@code PikachuDetection} fetch them, but give neither the pictures' names nor
 * more than one object a picture; the format is one and the same. In {@code train} and in {@code test} there is
 * {@code index.file}, a JSON object of lists of numbers by picture: the class and the edges xmin, ymin, xmax and ymax in
 * fractions; or, as MXNet's recordings have it, first the length of a header and of a row, the header, and then such rows.
 */
public final class DjlBoxes {

    private static final String VERSION = "1.0";
    private static final int ROW = 5;

    private DjlBoxes() {}

    /**
     * Fetches a set, unless DJL has it in its cache ({@code DJL_CACHE_DIR}).
     *
     * @param name {@code banana} or {@code pikachu}
     * @return the folder that holds {@code train} and {@code test}
     * @throws IOException if it cannot be had, in one sentence
     */
    public static Path fetch(String name) throws IOException {
        return fetch(BasicDatasets.REPOSITORY, name);
    }

    static Path fetch(Repository repository, String name) throws IOException {
        try {
            MRL set = repository.dataset(Application.CV.ANY, BasicDatasets.GROUP_ID, name, VERSION);
            Artifact artifact = set.getDefaultArtifact();
            if (artifact == null) {
                throw new IOException("DJL knows no set " + name);
            }
            set.prepare(artifact);
            return set.getRepository().getResourceDirectory(artifact);
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    "The set " + name + " cannot be fetched from DJL (" + e.getMessage()
                            + "): look at the network, or use data that is there, or --data sample.",
                    e);
        }
    }

    /**
     * Reads {@code train} or {@code test}.
     *
     * @param folder the one with {@code index.file}
     * @param classNames the names of the classes, by their numbers in the file
     * @param skipBad whether a picture with a bad row is left out and reported
     * @throws IOException if the file cannot be read, or a row is bad; the message names the file and the picture
     */
    public static BoxLabels read(Path folder, List<String> classNames, boolean skipBad) throws IOException {
        Path index = folder.resolve("index.file");
        BoxRows rows = new BoxRows(classNames, skipBad);
        PictureFolders folders = PictureFolders.beside(folder.toAbsolutePath());
        for (Map.Entry<String, double[]> entry : content(index).entrySet()) {
            String place = index + ", picture " + entry.getKey();
            rows.at(place, () -> add(folders.find(entry.getKey()), entry.getValue(), rows));
        }
        return rows.labels(index);
    }

    private static Map<String, double[]> content(Path index) throws IOException {
        try (Reader reader = Files.newBufferedReader(index)) {
            Map<String, double[]> content = new Gson().fromJson(reader, new TypeToken<Map<String, double[]>>() {});
            if (content == null) {
                throw new IOException(index + " is empty: fetch the set again.");
            }
            return content;
        } catch (NoSuchFileException e) {
            throw new IOException("There is no file " + index + ": expected a folder as DJL unpacks it.", e);
        } catch (JsonParseException e) {
            throw new IOException(index + " cannot be understood: " + e.getMessage(), e);
        }
    }

    private static void add(Path picture, double[] numbers, BoxRows rows) throws IOException {
        boolean bare = numbers.length == ROW;
        boolean recording = numbers.length > 2 && numbers[0] >= 2 && numbers[1] == ROW;
        int start = bare ? 0 : recording ? (int) numbers[0] : numbers.length;
        if (start >= numbers.length || (numbers.length - start) % ROW != 0) {
            throw new BadRowException("expected a class and four edges, found " + numbers.length + " numbers.");
        }
        ImageFile.Size size = rows.size(picture);
        for (int i = start; i < numbers.length; i += ROW) {
            rows.addBox(
                    picture,
                    String.valueOf((int) numbers[i]),
                    numbers[i + 1] * size.width(),
                    numbers[i + 2] * size.height(),
                    numbers[i + 3] * size.width(),
                    numbers[i + 4] * size.height());
        }
    }
}
