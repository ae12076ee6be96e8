package org.visioncourse.detection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.visioncourse.data.ImageFile;

/**
 * Reads boxes from Pascal VOC's files, one XML for each picture
 * (<a href="http://host.robots.ox.ac.uk/pascal/VOC/">Everingham et al., The PASCAL Visual Object Classes Challenge</a>).
 *
 * <p>The pictures lie beside the files, in {@code images} there, or in {@code JPEGImages} or {@code images} beside their
 * folder. Difficult and cut objects count as others do; parts of objects are passed over. VOC counts pixels from 1 and
 * most programs that write its files from 0: the edges are taken as they stand.
 */
public final class VocXml {

    private static final String ENDING = ".xml";

    private VocXml() {}

    /**
     * Reads the files of a folder, in the order of their names.
     *
     * @param classNames the classes that there may be; if empty, all that are named
     * @param skipBad whether an object, or a file, that is bad is left out and reported
     * @throws IOException if a file or an object is bad; the message names file and line
     */
    public static BoxLabels read(Path folder, List<String> classNames, boolean skipBad) throws IOException {
        BoxRows rows = new BoxRows(classNames, skipBad);
        PictureFolders folders = PictureFolders.beside(folder.toAbsolutePath(), "../JPEGImages", "../images", "..");
        for (Path file : files(folder)) {
            rows.at(file.toString(), () -> {
                VocFile voc = VocFile.read(file);
                rows.at(file + ", line " + voc.pictureLine(), () -> add(file, voc, folders.find(voc.picture()), rows));
            });
        }
        return rows.labels(folder);
    }

    /** The folder's XML files, sorted. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> path.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        }
    }

    private static void add(Path file, VocFile voc, Path picture, BoxRows rows) throws IOException {
        rows.requireSize(picture, new ImageFile.Size(voc.height(), voc.width()));
        if (voc.objects().isEmpty()) {
            rows.addPicture(picture);
        }
        for (VocFile.Thing thing : voc.objects()) {
            rows.at(
                    file + ", line " + thing.line(),
                    () -> rows.addBox(
                            picture,
                            thing.text("name"),
                            thing.number("xmin"),
                            thing.number("ymin"),
                            thing.number("xmax"),
                            thing.number("ymax")));
        }
    }
}
