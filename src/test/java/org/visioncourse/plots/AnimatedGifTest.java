package org.visioncourse.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.visioncourse.data.GeneratedScenes;
import org.visioncourse.data.Picture;

class AnimatedGifTest {
    private static final Duration FRAME = Duration.ofMillis(120);
    private static final Duration LAST = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    /** A frame of a file, and the parts of its metadata under the names of {@code javax_imageio_gif_image_1.0}. */
    private record Frame(BufferedImage image, IIOMetadataNode metadata) {

        String delay() {
            return part("GraphicControlExtension").getAttribute("delayTime");
        }

        IIOMetadataNode part(String name) {
            return (IIOMetadataNode) metadata.getElementsByTagName(name).item(0);
        }
    }

    @Test
    void anAnimationHasItsFramesTheirTimesAndStartsAnewForEver() throws IOException {
        List<Frame> frames = written(List.of(picture(5, Color.RED), picture(5, Color.BLUE), picture(5, Color.PINK)));

        assertThat(frames).extracting(Frame::delay).containsExactly("12", "12", "200");
        assertThat(frames).allMatch(frame -> frame.image.getWidth() == 5 && frame.image.getHeight() == 2);
        IIOMetadataNode loop = frames.get(0).part("ApplicationExtension");
        assertThat(loop.getAttribute("applicationID")).isEqualTo("NETSCAPE");
        assertThat(loop.getAttribute("authenticationCode")).isEqualTo("2.0");
        assertThat((byte[]) loop.getUserObject()).containsExactly(1, 0, 0);
    }

    @Test
    void aSinglePixelStaysAsLongAsALastFrame() throws IOException {
        BufferedImage dot = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        dot.setRGB(0, 0, 0x123456);
        List<Frame> frames = written(List.of(dot));

        assertThat(frames).extracting(Frame::delay).containsExactly("200");
        assertThat(frames.get(0).image.getRGB(0, 0)).isEqualTo(0xff123456);
    }

    @Test
    void asManyColoursAsThePaletteHasStayAsTheyAre() throws IOException {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 256; i++) {
            image.setRGB(i % 16, i / 16, 16 * (i % 16) << 16 | 0x8000 | 16 * (i / 16));
        }

        assertThat(meanError(image, written(List.of(image)).get(0).image)).isZero();
    }

    @Test
    void aPhotographThatTurnsIntoAPaintingKeepsItsColours() throws IOException {
        List<BufferedImage> frames =
                blend(GeneratedScenes.landscape(100, 150, 2), GeneratedScenes.painting(100, 150, 1), 5);
        List<Frame> read = written(frames);

        for (int i = 0; i < frames.size(); i++) {
            BufferedImage image = read.get(i).image;
            assertThat(meanError(frames.get(i), image)).isLessThan(7); // 3.7 to 5.5 where this was written
            assertThat(meanError(small(frames.get(i)), small(image))).isLessThan(2.2); // 0.8 to 1.7
        }
        assertThat(Files.size(folder.resolve("run.gif"))).isLessThan(90_000); // 63 kB
    }

    @Test
    void whatStandsStillDoesNotFlicker() throws IOException {
        BufferedImage first = GeneratedScenes.landscape(40, 60, 1).toImage();
        BufferedImage second = GeneratedScenes.landscape(40, 60, 1).toImage();
        second.setRGB(3, 3, 0xff00ff);
        List<Frame> frames = written(List.of(first, second));
        List<Integer> changed = IntStream.range(0, 40 * 60)
                .filter(i -> frames.get(0).image.getRGB(i % 60, i / 60)
                        != frames.get(1).image.getRGB(i % 60, i / 60))
                .boxed()
                .toList();

        assertThat(changed).containsExactly(3 * 60 + 3);
    }

    @Test
    void whatIsTransparentShowsWhite() throws IOException {
        BufferedImage clear = new BufferedImage(2, 2, BufferedImage.TYPE_INT_ARGB);

        assertThat(written(List.of(clear)).get(0).image.getRGB(1, 1)).isEqualTo(0xffffffff);
    }

    @Test
    void framesOfDifferentSizesAreRefused() {
        List<BufferedImage> frames = List.of(picture(5, Color.RED), picture(4, Color.RED));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnimatedGif.write(folder.resolve("run.gif"), frames, FRAME, LAST))
                .withMessage(
                        "the frames of an animation have one size, but frame 1 has 4x2 pixels and frame 0 has 5x2");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anAnimationWithoutFramesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnimatedGif.write(folder.resolve("run.gif"), List.of(), FRAME, LAST))
                .withMessage("an animation needs a frame");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(longs = {-10, 0, 4, 655_360})
    void aTimeThatGifCannotSayIsRefused(long millis) {
        List<BufferedImage> frames = List.of(picture(5, Color.RED));

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> AnimatedGif.write(folder.resolve("run.gif"), frames, FRAME, Duration.ofMillis(millis)))
                .withMessage("a frame of an animation stays 10 to 655350 ms, not " + millis + " ms");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamedAndNothingStaysBehind() throws IOException {
        Path occupied = Files.createDirectories(folder.resolve("run.gif/inside"));

        assertThatIOException()
                .isThrownBy(() -> AnimatedGif.write(occupied.getParent(), List.of(picture(5, Color.RED)), FRAME, LAST))
                .withMessageStartingWith("cannot write " + occupied.getParent());
        assertThat(Files.list(folder)).containsExactly(occupied.getParent());
    }

    /** The frames of a GIF that is written of some pictures. */
    private List<Frame> written(List<BufferedImage> pictures) throws IOException {
        Path file = folder.resolve("run.gif");
        AnimatedGif.write(file, pictures, FRAME, LAST);
        assertThat(Files.list(folder)).containsExactly(file);
        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        List<Frame> frames = new ArrayList<>();
        try (ImageInputStream stream = ImageIO.createImageInputStream(file.toFile())) {
            reader.setInput(stream);
            int count = reader.getNumImages(true);
            for (int i = 0; i < count; i++) {
                IIOMetadataNode metadata =
                        (IIOMetadataNode) reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
                frames.add(new Frame(reader.read(i), metadata));
            }
        } finally {
            reader.dispose();
        }
        assertThat(frames).hasSameSizeAs(pictures);
        return frames;
    }

    private static List<BufferedImage> blend(Picture from, Picture to, int count) {
        List<BufferedImage> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] pixels = new byte[from.pixels().length];
            for (int k = 0; k < pixels.length; k++) {
                int start = from.pixels()[k] & 0xff;
                pixels[k] = (byte) (start + i * ((to.pixels()[k] & 0xff) - start) / (count - 1));
            }
            frames.add(new Picture(pixels, from.height(), from.width(), 3).toImage());
        }
        return frames;
    }

    /** Each pixel the mean of 5x5. */
    private static BufferedImage small(BufferedImage image) {
        return Picture.of(image)
                .resized(image.getHeight() / 5, image.getWidth() / 5)
                .toImage();
    }

    private static double meanError(BufferedImage image, BufferedImage other) {
        byte[] expected = Picture.of(image).pixels();
        byte[] actual = Picture.of(other).pixels();
        return IntStream.range(0, expected.length)
                .map(i -> Math.abs((expected[i] & 0xff) - (actual[i] & 0xff)))
                .average()
                .orElseThrow();
    }

    private static BufferedImage picture(int width, Color colour) {
        BufferedImage picture = new BufferedImage(width, 2, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            picture.setRGB(x, 0, colour.getRGB());
            picture.setRGB(x, 1, colour.getRGB());
        }
        return picture;
    }
}
