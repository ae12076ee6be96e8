package org.visioncourse.cifar10;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.visioncourse.data.GeneratedImages;
import org.visioncourse.data.ImageSet;

class Cifar10DataTest {

    @TempDir
    Path folder;

    private static Cifar10Config config(Path data) {
        return Cifar10Config.real(data.toString());
    }

    /** So many pictures of each of two classes. */
    private Path classFolders(String name, int each) throws IOException {
        ImageSet drawn = GeneratedImages.draw(2 * each, 0);
        for (int i = 0; i < drawn.size(); i++) {
            Path folderOfClass = Files.createDirectories(folder.resolve(name).resolve(i < each ? "cat" : "dog"));
            ImageIO.write(
                    drawn.image(i), "png", folderOfClass.resolve(i + ".png").toFile());
        }
        return folder.resolve(name);
    }

    @Test
    void ofBareClassFoldersATenthOfEachClassIsHeldOutForTheTest() throws Exception {
        Cifar10Data data = Cifar10Data.load(config(classFolders("mine", 20)));
        assertThat(data.train().classNames()).containsExactly("cat", "dog");
        assertThat(data.test().size()).isEqualTo(2 * 2);
        assertThat(data.valid().size()).isEqualTo(2 * 1);
        assertThat(data.train().size()).isEqualTo(40 - 4 - 2);
    }

    @Test
    void foldersForTrainingAndTestAreTakenAsTheyAre() throws Exception {
        classFolders("mine/train", 10);
        classFolders("mine/test", 5);
        Cifar10Data data = Cifar10Data.load(config(folder.resolve("mine")));
        assertThat(data.train().size() + data.valid().size()).isEqualTo(20);
        assertThat(data.test().size()).isEqualTo(10);
    }

    @Test
    void classesThatDifferBetweenTrainingAndTestAreNamed() throws Exception {
        classFolders("mine/train", 10);
        classFolders("mine/test", 5);
        Files.move(folder.resolve("mine/test/dog"), folder.resolve("mine/test/fox"));
        assertThatThrownBy(() -> Cifar10Data.load(config(folder.resolve("mine"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("train has [cat, dog], test has [cat, fox]");
    }

    @Test
    void aClassWithOnePictureIsNamed() throws Exception {
        assertThatThrownBy(() -> Cifar10Data.load(config(classFolders("mine", 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the class cat has one picture");
    }

    @Test
    void theBatchThatIsOverfittedHoldsMoreThanOneClassAndIsTheSameEveryStep() throws Exception {
        Cifar10Config config = config(classFolders("mine", 40)).quick().overfitting();
        Cifar10Data data = Cifar10Data.load(config);
        int batch = data.batchSize(config);
        assertThat(data.train().labels()).contains(0, 1);
        for (int i = batch; i < data.train().size(); i++) {
            assertThat(data.train().labels()[i]).isEqualTo(data.train().labels()[i - batch]);
        }
    }

    @Test
    void fewerPicturesThanABatchAreOneBatch() throws Exception {
        Cifar10Config config = config(classFolders("mine", 4)).overfitting();
        assertThat(Cifar10Data.load(config).batchSize(config)).isEqualTo(6);
    }
}
