package org.visioncourse.dogbreeds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.visioncourse.data.GeneratedBreeds;
import org.visioncourse.data.ImageSet;
import org.visioncourse.data.PhotoSet;

/** Files of generated dogs, and Kaggle's layout of them. */
final class KaggleDogs {

    private static final int SIDE = 40;

    private KaggleDogs() {}

    /** Writes p0.png, p1.png, ..., the breeds in turn. */
    static PhotoSet photos(Path folder, int breeds, int perBreed) throws IOException {
        ImageSet dogs = GeneratedBreeds.draw(breeds, perBreed, SIDE, 5);
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < dogs.size(); i++) {
            Path file = folder.resolve("p" + i + ".png");
            ImageIO.write(dogs.image(i), "png", file.toFile());
            files.add(file);
        }
        return new PhotoSet(files, dogs.labels(), names(breeds));
    }

    /** breed_a, breed_b, ... */
    static List<String> names(int breeds) {
        return IntStream.range(0, breeds)
                .mapToObj(breed -> "breed_" + (char) ('a' + breed))
                .toList();
    }

    /**
     * Writes a competition: labelled photographs, as many to test on, and a sample_submission.csv that has its columns
     * and lines the other way round.
     */
    static Path write(Path root, int breeds, int perBreed) throws IOException {
        PhotoSet train = photos(root.resolve("train"), breeds, perBreed);
        List<String> labels = new ArrayList<>(List.of("id,breed"));
        for (int i = 0; i < train.size(); i++) {
            labels.add("p" + i + "," + train.classNames().get(train.labels()[i]));
        }
        Files.write(root.resolve("labels.csv"), labels);
        List<String> columns = new ArrayList<>(names(breeds));
        Collections.reverse(columns);
        List<String> lines = new ArrayList<>(List.of("id," + String.join(",", columns)));
        for (int i = photos(root.resolve("test"), breeds, perBreed).size() - 1; i >= 0; i--) {
            lines.add("p" + i + ",0.1".repeat(breeds));
        }
        Files.write(root.resolve("sample_submission.csv"), lines);
        return root;
    }
}
