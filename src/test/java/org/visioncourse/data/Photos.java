package org.visioncourse.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Files of small pictures for tests, of two classes in turn and of different sizes. */
final class Photos {

    private Photos() {}

    /** Writes 10.png, 11.png, ... */
    static PhotoSet write(Path folder, int count) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path file = folder.resolve(10 + i + ".png");
            ImageIO.write(picture(i).toImage(), "png", file.toFile());
            files.add(file);
        }
        return new PhotoSet(files, IntStream.range(0, count).map(i -> i % 2).toArray(), List.of("even", "odd"));
    }

    /** The content of file i. */
    static Picture picture(int i) {
        return Pictures.random(i + 1, 9 + i % 5, 8 + i % 7).picture(i);
    }
}
