package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.visioncourse.detection.LabelFiles.box;
import static org.visioncourse.detection.LabelFiles.picture;
import static org.visioncourse.detection.LabelFiles.text;

import ai.djl.repository.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DjlBoxesTest {

    @TempDir
    private Path root;

    private List<List<LabelledBox>> boxes() throws IOException {
        return DjlBoxes.read(root, List.of("banana"), false).set().boxes();
    }

    @Test
    void readsBareRowsAndThoseOfRecordings() throws IOException {
        picture(root.resolve("0.png"), 100, 50);
        picture(root.resolve("1.png"), 20, 20);
        text(
                root.resolve("index.file"),
                "{\"0.png\": [0, 0.25, 0.5, 0.75, 1.0],",
                "\"1.png\": [4, 5, 256, 256, 0, 0.0, 0.25, 0.5, 0.75, 0, 0.5, 0.5, 1.0, 1.0]}");
        assertThat(boxes())
                .containsExactly(
                        List.of(box(0, 0.25, 0.5, 0.75, 1)),
                        List.of(box(0, 0, 0.25, 0.5, 0.75), box(0, 0.5, 0.5, 1, 1)));
    }

    @Test
    void namesABadRowByFileAndPicture() throws IOException {
        picture(root.resolve("0.png"), 100, 50);
        Path index = text(root.resolve("index.file"), "{\"0.png\": [0, 0.6, 0.1, 0.1, 0.5], \"1.png\": [1]}");
        assertThatIOException()
                .isThrownBy(this::boxes)
                .withMessageStartingWith(index + ", picture 0.png: xmin must be below xmax");
        text(index, "{\"0.png\": [0, 0.6]}");
        assertThatIOException()
                .isThrownBy(this::boxes)
                .withMessageStartingWith(index + ", picture 0.png: expected a class and four edges, found 2 numbers.");
        text(index, "{\"1.png\": [0, 0.1, 0.1, 0.6, 0.5]}");
        assertThatIOException()
                .isThrownBy(this::boxes)
                .withMessageStartingWith(index + ", picture 1.png: there is no picture 1.png in ");
        text(index, "{\"0.png\": 3}");
        assertThatIOException().isThrownBy(this::boxes).withMessageContaining("index.file cannot be understood");
    }

    /** A repository of one set with a name that DJL's own has not: what is fetched stays in the user's cache. */
    private Repository repository() throws IOException {
        Path folder = root.resolve("repository/dataset/cv/ai/djl/basicdataset/course-test");
        Files.createDirectories(folder.resolve("1.0"));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("1.0/train.zip")))) {
            zip.putNextEntry(new ZipEntry("index.file"));
            zip.write("{\"0.png\": [0, 0.25, 0.5, 0.75, 1.0]}".getBytes());
            zip.putNextEntry(new ZipEntry("0.png"));
            zip.write(Files.readAllBytes(picture(root.resolve("0.png"), 10, 10)));
        }
        text(
                folder.resolve("metadata.json"),
                "{\"metadataVersion\": \"0.2\", \"resourceType\": \"dataset\", \"application\": \"cv\",",
                "\"groupId\": \"ai.djl.basicdataset\", \"artifactId\": \"course-test\", \"name\": \"course-test\",",
                "\"artifacts\": [{\"version\": \"1.0\", \"snapshot\": false, \"name\": \"course-test\",",
                "\"files\": {\"train\": {\"uri\": \"1.0/train.zip\", \"name\": \"train\", \"extension\": \"zip\"}}}]}");
        return Repository.newInstance("test", root.resolve("repository"));
    }

    @Test
    void fetchesASetFromARepository() throws IOException {
        String before =
                System.setProperty("DJL_CACHE_DIR", root.resolve("cache").toString());
        try {
            Path fetched = DjlBoxes.fetch(repository(), "course-test");
            BoxSet set = DjlBoxes.read(fetched.resolve("train"), List.of("banana"), false)
                    .set();
            assertThat(set.boxes()).containsExactly(List.of(box(0, 0.25, 0.5, 0.75, 1)));
        } finally {
            if (before == null) {
                System.clearProperty("DJL_CACHE_DIR");
            } else {
                System.setProperty("DJL_CACHE_DIR", before);
            }
        }
    }

    @Test
    void saysInOneSentenceWhatCannotBeFetched() throws IOException {
        Repository repository = repository();
        assertThatIOException()
                .isThrownBy(() -> DjlBoxes.fetch(repository, "pikachu"))
                .withMessageStartingWith("The set pikachu cannot be fetched from DJL (")
                .withMessageEndingWith("or use data that is there, or --data sample.");
    }
}
