package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.visioncourse.data.DataFolder;

/** The raccoon data set, where it is there: 160 photographs with 172 boxes. */
class RaccoonsTest {

    @Test
    void areReadWholeAndAsTheirTableSays() throws IOException {
        Path folder = DataFolder.root().resolve("raccoons");
        assumeThat(folder.resolve("labels.csv")).exists();
        BoxLabels labels = BoxFolder.read(folder, List.of(), false);
        assertThat(labels.leftOut()).isEmpty();
        BoxSet set = labels.set();
        assertThat(set.size()).isEqualTo(160);
        assertThat(set.boxCount()).isEqualTo(172);
        assertThat(set.classNames()).containsExactly("raccoon");
        LabelledPicture first = set.get(0); // raccoon-1.jpg,650,417,raccoon,81,88,522,408
        assertThat(first.picture().width()).isEqualTo(650);
        assertThat(first.boxes().get(0).box()).isEqualTo(new Box(81 / 650.0, 88 / 417.0, 522 / 650.0, 408 / 417.0));
    }
}
