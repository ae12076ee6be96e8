package org.visioncourse.detection;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.visioncourse.data.ImageFile;

/**
 * Reads boxes from COCO's JSON (<a href="https://cocodataset.org/#format-data">Lin et al., Microsoft COCO</a>):
 * {@code images}, {@code annotations} with {@code bbox} as left, top, width and height in pixels, and {@code categories}.
 *
 * <p>Classes are numbered from 0 in the order of their category ids. The pictures lie beside the file or beside its
 * folder, there also in {@code images} or in a folder named as the split: {@code val2017} for
 * {@code annotations/instances_val2017.json}. One without annotations counts as background; boxes around crowds are passed
 * over. Messages name images and annotations by their ids, since a file is often one line.
 */
public final class CocoJson {

    private final Path file;
    private final PictureFolders folders;
    private final BoxRows rows;
    private final Map<Long, String> categories = new HashMap<>();
    private final Map<Long, Path> pictures = new HashMap<>();
    private final Set<Long> leftOut = new HashSet<>(); // ids of pictures

    private CocoJson(Path file, BoxRows rows) {
        this.file = file;
        this.rows = rows;
        String name = file.getFileName().toString().replaceFirst("\\.json$", "");
        String split = name.substring(name.indexOf('_') + 1);
        folders = PictureFolders.beside(
                file.toAbsolutePath().getParent(), split, "..", "../images", "../" + split, "../images/" + split);
    }

    private record Content(List<Image> images, List<Annotation> annotations, List<Category> categories) {}

    private record Image(Long id, String file_name, int width, int height) {}

    private record Annotation(Long id, Long image_id, Long category_id, double[] bbox, int iscrowd) {}

    private record Category(Long id, String name) {}

    /**
     * Reads a file.
     *
     * @param classNames the classes that there may be; if empty, all categories
     * @param skipBad whether an image or an annotation that is bad is left out and reported
     * @throws IOException if the file cannot be read, or something in it is bad; the message names file and id
     */
    public static BoxLabels read(Path file, List<String> classNames, boolean skipBad) throws IOException {
        Content content = content(file);
        List<Category> sorted = content.categories.stream()
                .sorted(Comparator.comparing(Category::id))
                .toList();
        List<String> names =
                classNames.isEmpty() ? sorted.stream().map(Category::name).toList() : classNames;
        CocoJson coco = new CocoJson(file, new BoxRows(names, skipBad));
        sorted.forEach(category -> coco.categories.put(category.id, category.name));
        for (Image image : content.images) {
            coco.leftOut.add(image.id);
            coco.rows.at(file + ", image " + image.id, () -> coco.add(image));
        }
        for (Annotation annotation : content.annotations) {
            if (annotation.iscrowd == 0 && !coco.leftOut.contains(annotation.image_id)) {
                coco.rows.at(file + ", annotation " + annotation.id, () -> coco.add(annotation));
            }
        }
        return coco.rows.labels(file);
    }

    private static Content content(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file)) {
            Content content = new Gson().fromJson(reader, Content.class);
            if (content == null
                    || content.images == null
                    || content.annotations == null
                    || content.categories == null
                    || content.images.contains(null)
                    || content.annotations.contains(null)
                    || content.categories.stream().anyMatch(c -> c == null || c.id == null || c.name == null)) {
                throw new IOException(
                        file + " is not COCO's: expected images, annotations and categories with id and name.");
            }
            return content;
        } catch (NoSuchFileException e) {
            throw new IOException("There is no file " + file + ".", e);
        } catch (JsonParseException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(file + " cannot be understood: " + cause.getMessage(), e);
        }
    }

    private void add(Image image) throws IOException {
        if (image.id == null || image.file_name == null) {
            throw new BadRowException("the image needs an id and a file_name.");
        }
        Path picture = folders.find(image.file_name);
        rows.requireSize(picture, new ImageFile.Size(image.height, image.width));
        rows.addPicture(picture);
        pictures.put(image.id, picture);
        leftOut.remove(image.id);
    }

    private void add(Annotation annotation) throws IOException {
        Path picture = pictures.get(annotation.image_id);
        if (picture == null) {
            throw new BadRowException("there is no image " + annotation.image_id + ".");
        }
        String name = categories.get(annotation.category_id);
        if (name == null) {
            throw new BadRowException("there is no category " + annotation.category_id + ".");
        }
        double[] box = annotation.bbox;
        if (box == null || box.length != 4) {
            throw new BadRowException("bbox must be left, top, width and height.");
        }
        rows.addBox(picture, name, box[0], box[1], box[0] + box[2], box[1] + box[3]);
    }
}
