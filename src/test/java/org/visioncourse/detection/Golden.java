package org.visioncourse.detection;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.stream.StreamSupport;
import org.visioncourse.engine.GoldenFile;

/** What D2L published of its sections on object detection, and what follows from it: {@code golden/detection.json}. */
final class Golden {

    private static final JsonArray ALL = GoldenFile.read("detection.json", JsonArray.class);

    private Golden() {}

    /** The value at a path of names such as {@code tiny_ssd_shapes/published/anchors}, the first an id. */
    static JsonElement at(String path) {
        String[] names = path.split("/");
        JsonElement value = StreamSupport.stream(ALL.spliterator(), false)
                .filter(entry -> entry.getAsJsonObject().get("id").getAsString().equals(names[0]))
                .findFirst()
                .orElseThrow();
        for (int i = 1; i < names.length; i++) {
            value = value.getAsJsonObject().get(names[i]);
        }
        return value;
    }

    /** The numbers at a path: a list, or the data of a tensor. */
    static double[] numbers(String path) {
        JsonElement value = at(path);
        JsonArray data = value instanceof JsonObject tensor ? tensor.getAsJsonArray("data") : value.getAsJsonArray();
        return StreamSupport.stream(data.spliterator(), false)
                .mapToDouble(JsonElement::getAsDouble)
                .toArray();
    }

    static float[] floats(String path) {
        double[] numbers = numbers(path);
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    /** The rows (xmin, ymin, xmax, ymax) at a path. */
    static Boxes boxes(String path) {
        return Boxes.ofCorners(floats(path));
    }
}
