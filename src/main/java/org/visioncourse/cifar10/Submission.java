package org.visioncourse.cifar10;

import ai.djl.Model;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.visioncourse.data.TestPictures;
import org.visioncourse.engine.AtomicFile;
import org.visioncourse.training.Evaluation;
import org.visioncourse.training.Progress;

/**
 * What Kaggle wants to know: a file with the header {@code id,label} and a line for each test picture, by id as a string (1,
 * 10, 100, 2), as D2L's section writes it.
 */
public final class Submission {

    private Submission() {}

    /**
     * Classifies test pictures part by part, with a line of progress for each, and writes the file, whole or not at all.
     *
     * @param file where it goes; one that is there is replaced
     * @param model returns logits (N, C)
     * @param pictures of the network's size; all that are left of them are read
     * @param classNames of the C classes
     * @param views how often each picture is looked at
     * @throws IOException if a picture cannot be read, with its name, or the file cannot be written
     */
    public static void write(Path file, Model model, TestPictures pictures, List<String> classNames, TestViews views)
            throws IOException {
        try {
            AtomicFile.write(file, stream -> {
                Writer csv = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
                csv.write("id,label\n");
                write(csv, model, pictures, classNames, views);
                csv.flush();
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void write(Writer csv, Model model, TestPictures pictures, List<String> classNames, TestViews views)
            throws IOException {
        long begin = System.nanoTime();
        int done = 0;
        while (pictures.hasNext()) {
            TestPictures.Part part = pictures.next();
            Evaluation evaluation = views.evaluate(model.getBlock(), part.pictures());
            for (int i = 0; i < part.ids().size(); i++) {
                csv.write(part.ids().get(i) + "," + classNames.get(evaluation.predicted(i)) + "\n");
            }
            done += part.ids().size();
            long left = (System.nanoTime() - begin) / done * (pictures.size() - done);
            System.out.printf(
                    Locale.ROOT,
                    "%,d of %,d, %s left%n",
                    done,
                    pictures.size(),
                    Progress.format(Duration.ofNanos(left)));
        }
    }
}
