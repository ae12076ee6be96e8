package org.visioncourse.engine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Makes a tensor over freed Java memory show: frees what nobody holds and writes into the places that became free. */
public final class MemoryStress {

    private static final int COLLECTIONS = 3;
    private static final int BUFFERS = 4000;
    private static final int BYTES = 4; // as a float32 of shape ()

    private MemoryStress() {}

    /** Does so. */
    public static void run() throws InterruptedException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            Thread.sleep(10); // buffers are freed by a thread of the JVM's
        }
        List<ByteBuffer> buffers = new ArrayList<>();
        for (int i = 0; i < BUFFERS; i++) {
            buffers.add(ByteBuffer.allocateDirect(BYTES).putFloat(0, 1e30f));
        }
        buffers.clear();
    }
}
