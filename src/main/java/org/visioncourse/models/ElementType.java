package org.visioncourse.models;

import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Types of the numbers in files of weights. */
public enum ElementType {
    FLOAT32(4, "F32", "FloatStorage"),
    FLOAT64(8, "F64", "DoubleStorage"),
    FLOAT16(2, "F16", "HalfStorage"),
    /** The upper half of a float32; DJL has no arrays of it. */
    BFLOAT16(2, "BF16", "BFloat16Storage"),
    INT64(8, "I64", "LongStorage");

    private final int bytes;
    private final String safetensors;
    private final String storage;

    ElementType(int bytes, String safetensors, String storage) {
        this.bytes = bytes;
        this.safetensors = safetensors;
        this.storage = storage;
    }

    /** Bytes of one number. */
    public int bytes() {
        return bytes;
    }

    /** The type that an array of such numbers has in DJL: float32 for all but whole numbers. */
    public DataType arrayType() {
        return this == INT64 ? DataType.INT64 : DataType.FLOAT32;
    }

    static Optional<ElementType> ofSafetensors(String name) {
        return Arrays.stream(values())
                .filter(type -> type.safetensors.equals(name))
                .findFirst();
    }

    /** By torch's class of storage, such as {@code torch.FloatStorage}. */
    static Optional<ElementType> ofStorage(String name) {
        return Arrays.stream(values())
                .filter(type -> name.equals("torch." + type.storage))
                .findFirst();
    }

    /** The number at a byte's position, as float32. */
    float floatAt(ByteBuffer bytes, int position) {
        return switch (this) {
            case FLOAT32 -> bytes.getFloat(position);
            case FLOAT64 -> (float) bytes.getDouble(position);
            case FLOAT16 -> half(bytes.getShort(position));
            case BFLOAT16 -> Float.intBitsToFloat(bytes.getShort(position) << Short.SIZE);
            case INT64 -> bytes.getLong(position);
        };
    }

    /** IEEE 754's binary16: a sign, 5 bits of exponent with bias 15, 10 bits of mantissa. */
    private static float half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int mantissa = bits & 0x3ff;
        float magnitude =
                switch (exponent) {
                    case 0 -> Math.scalb((float) mantissa, -24);
                    case 0x1f -> mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
                    default -> Math.scalb((float) (mantissa | 0x400), exponent - 25);
                };
        return bits < 0 ? -magnitude : magnitude;
    }
}
