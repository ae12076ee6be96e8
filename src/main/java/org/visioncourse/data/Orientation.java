package org.visioncourse.data;

import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataFormatImpl;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** How a photograph's rows and columns lie in its file: the eight values of EXIF's tag Orientation, in its order. */
enum Orientation {
    NORMAL("Normal", false, false, false),
    MIRRORED("FlipH", false, false, true),
    UPSIDE_DOWN("Rotate180", false, true, true),
    MIRRORED_UPSIDE_DOWN("FlipV", false, true, false),
    TRANSPOSED("FlipVRotate90", true, false, false),
    TURNED_LEFT("Rotate270", true, true, false),
    TRANSPOSED_UPSIDE_DOWN("FlipHRotate90", true, true, true),
    TURNED_RIGHT("Rotate90", true, false, true);

    private final String name;
    private final boolean columnsAreRows;
    private final boolean lastRowFirst;
    private final boolean lastColumnFirst;

    /**
     * @param name in Java's metadata
     * @param columnsAreRows whether a row of the upright picture is a column in the file
     * @param lastRowFirst whether the upright picture begins with the file's last row
     * @param lastColumnFirst whether it begins with the file's last column
     */
    Orientation(String name, boolean columnsAreRows, boolean lastRowFirst, boolean lastColumnFirst) {
        this.name = name;
        this.columnsAreRows = columnsAreRows;
        this.lastRowFirst = lastRowFirst;
        this.lastColumnFirst = lastColumnFirst;
    }

    /**
     * What the file says; only JPEG files say it. Where that cannot be read (ImageNet has such files), the picture stays
     * as it lies, as other viewers leave it.
     */
    static Orientation of(ImageReader reader) throws IOException {
        if (!reader.getFormatName().equalsIgnoreCase("jpeg")) {
            return NORMAL;
        }
        try {
            Node tree = reader.getImageMetadata(0).getAsTree(IIOMetadataFormatImpl.standardMetadataFormatName);
            Node said =
                    ((Element) tree).getElementsByTagName("ImageOrientation").item(0);
            return named(((Element) said).getAttribute("value"));
        } catch (IOException | RuntimeException e) { // of the metadata alone: the pixels have been read
            return NORMAL;
        }
    }

    private static Orientation named(String name) {
        return Arrays.stream(values())
                .filter(orientation -> orientation.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no orientation " + name));
    }

    /** The size of the upright picture, of a file with this height and width. */
    ImageFile.Size upright(int height, int width) {
        return columnsAreRows ? new ImageFile.Size(width, height) : new ImageFile.Size(height, width);
    }

    /** The picture as its viewer shall see it. */
    Picture upright(Picture picture) {
        if (this == NORMAL) {
            return picture;
        }
        int height = columnsAreRows ? picture.width() : picture.height();
        int width = columnsAreRows ? picture.height() : picture.width();
        int channels = picture.channels();
        byte[] pixels = new byte[picture.pixels().length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int row = columnsAreRows ? x : y;
                int column = columnsAreRows ? y : x;
                row = lastRowFirst ? picture.height() - 1 - row : row;
                column = lastColumnFirst ? picture.width() - 1 - column : column;
                int source = (row * picture.width() + column) * channels;
                System.arraycopy(picture.pixels(), source, pixels, (y * width + x) * channels, channels);
            }
        }
        return new Picture(pixels, height, width, channels);
    }
}
