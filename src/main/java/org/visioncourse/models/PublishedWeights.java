package org.visioncourse.models;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.visioncourse.data.Checksum;
import org.visioncourse.data.DataFolder;
import org.visioncourse.data.Download;
import org.visioncourse.data.RemoteFile;

/**
 * Weights that are fetched when a user asks for them by name, trained on ImageNet's 1,000 classes.
 *
 * @param name the network's, as in {@link PublishedNames}
 * @param file where they are
 */
public record PublishedWeights(String name, RemoteFile file) {

    /** torchvision's first weights of each network ({@code IMAGENET1K_V1}). */
    public static final List<PublishedWeights> KNOWN = Stream.of(
                    "resnet18-f37072fd.pth", "resnet34-b627a593.pth", "resnet50-0676ba61.pth", "vgg19-dcbb9e9d.pth")
            .map(PublishedWeights::torchvision)
            .toList();

    private static final String FOLDER = "weights";

    /** torch.hub's way to name files: the network, and the first eight digits of the content's SHA-256. */
    private static PublishedWeights torchvision(String fileName) {
        String[] parts = fileName.split("[-.]");
        URI uri = URI.create("https://download.pytorch.org/models/" + fileName);
        Checksum checksum = new Checksum("SHA-256", parts[1]);
        return new PublishedWeights(parts[0], new RemoteFile(uri, RemoteFile.UNKNOWN, checksum));
    }

    /**
     * Finds a file of weights; one of {@link #KNOWN} that is not there is fetched into {@code weights} under {@link
     * DataFolder#root}, which is told on System.out.
     *
     * @param weights the path of a file, or the name of a network
     * @return the file, for {@link TensorFile#open}
     * @throws FileNotFoundException if it is neither; the message lists the known names
     * @throws IOException if known weights cannot be fetched, in one sentence which says what to put where
     */
    public static Path resolve(String weights) throws IOException {
        return resolve(weights, DataFolder.root(), KNOWN, new Download());
    }

    static Path resolve(String weights, Path root, List<PublishedWeights> known, Download download) throws IOException {
        Optional<Path> given = file(weights);
        if (given.isPresent()) {
            return given.get();
        }
        for (PublishedWeights published : known) {
            if (published.name.equals(weights)) {
                Path place = root.resolve(FOLDER).resolve(published.file.fileName());
                download.fetch(published.file, place);
                return place;
            }
        }
        throw new FileNotFoundException("There are no weights \"" + weights
                + "\": name a file, or one of those that are fetched: "
                + known.stream().map(PublishedWeights::name).collect(Collectors.joining(", ")) + ".");
    }

    private static Optional<Path> file(String weights) {
        try {
            return Optional.of(Path.of(weights)).filter(Files::isRegularFile);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
