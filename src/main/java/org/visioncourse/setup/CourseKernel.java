package org.visioncourse.setup;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Starts rapaio's kernel (3.0.1) and mends what is wrong in it:
 *
 * <ul>
 *   <li>It opens its sockets before it knows what to do with a message, which Jupyter may have sent already. Here the sockets
 *       are opened in the end.
 *   <li>It tells the threads that read the sockets to run after it has started them. Those that were faster ended at once, in one
 *       start of three to ten, and the kernel never answered. Here such a thread is started again.
 *   <li>It takes Jupyter's stop button as a message, and answers the rest of the cell's output to that message instead of the
 *       cell: for Jupyter the cell then runs for ever, while its code goes on unseen. Here the button is a signal, and interrupts the
 *       thread that runs the cell. A training sees that, saves and ends, and the cell with it.
 *   <li>It shows values as HTML, which loses the ends of lines. Here they are plain text.
 * </ul>
 *
 * <p>This class stands beside the kernel's jar, alone: it uses the JDK only, and the kernel by reflection.
 */
public final class CourseKernel {
    private static final String KERNEL = "org.rapaio.jupyter.kernel.";
    private static final long MILLIS_TO_END = 20; // of a thread that has seen that it shall not run
    private static final String CELLS = "Engine-thread-"; // how rapaio names the threads that run cells

    private CourseKernel() {}

    /**
     * Runs the kernel until it is shut down.
     *
     * @param args the connection file
     */
    public static void main(String[] args) throws Exception {
        onInterrupt((proxy, method, arguments) -> {
            interruptCells();
            return null;
        });
        Logger.getLogger("").setLevel(Level.WARNING);
        Object kernel = field(type("MainApp"), "kernel").get(null);
        showPlainText();
        Object connection = type("core.Transform")
                .getMethod("fromJson", String.class, Class.class)
                .invoke(null, Files.readString(Path.of(args[0])), type("core.ConnectionProperties"));
        Object channels = type("channels.Channels")
                .getConstructor(type("core.ConnectionProperties"))
                .newInstance(connection);
        connect(channels, kernel, connection);
        channels.getClass().getMethod("joinUntilClose").invoke(channels);
    }

    /** As channels.connect(kernel), but for the order. */
    private static void connect(Object channels, Object kernel, Object connection)
            throws ReflectiveOperationException, InterruptedException {
        Field sockets = field(channels.getClass(), "channels");
        Set<?> all = (Set<?>) sockets.get(channels);
        sockets.set(channels, Set.of());
        channels.getClass().getMethod("connect", kernel.getClass()).invoke(channels, kernel);
        sockets.set(channels, all);
        List<Object> requestsLast = new ArrayList<>(all);
        requestsLast.sort(
                Comparator.comparing(socket -> type("channels.ShellChannel").isInstance(socket)));
        for (Object socket : requestsLast) {
            socket.getClass().getMethod("bind", connection.getClass()).invoke(socket, connection);
            keepReading(socket);
        }
    }

    /** Starts the thread that reads a socket once more if it has ended, having looked whether it runs before it was told so. */
    private static void keepReading(Object socket) throws ReflectiveOperationException, InterruptedException {
        Class<?> type = type("channels.LoopThread");
        Field place = Stream.of(socket.getClass().getDeclaredFields())
                .filter(field -> field.getType() == type)
                .findFirst()
                .orElse(null);
        if (place == null) {
            return; // it is only written to
        }
        place.setAccessible(true);
        Thread reader = (Thread) place.get(socket);
        reader.join(MILLIS_TO_END);
        if (!reader.isAlive()) {
            Thread again = (Thread) type.getConstructor(String.class, long.class, Runnable.class)
                    .newInstance(
                            reader.getName(),
                            field(type, "sleep").get(reader),
                            field(type, "loopBody").get(reader));
            field(type, "running").setBoolean(again, true);
            place.set(socket, again);
            again.start();
        }
    }

    /** As sun.misc.Signal.handle(new Signal("INT"), handler), which javac warns of. */
    private static void onInterrupt(InvocationHandler handler) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> type = Class.forName("sun.misc.SignalHandler");
        signal.getMethod("handle", signal, type)
                .invoke(
                        null,
                        signal.getConstructor(String.class).newInstance("INT"),
                        Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Those that run nothing wait for the next cell, and go on waiting. */
    private static void interruptCells() {
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(CELLS))
                .forEach(Thread::interrupt);
    }

    /** As Global.options().display().defaultMime("text/plain"), without colours. */
    private static void showPlainText() throws ReflectiveOperationException {
        Object options = type("global.Global").getMethod("options").invoke(null);
        Object display = options.getClass().getMethod("display").invoke(options);
        display.getClass().getMethod("defaultMime", String.class).invoke(display, "text/plain");
        Object text = display.getClass().getMethod("text").invoke(display);
        text.getClass().getMethod("colored", boolean.class).invoke(text, false);
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(KERNEL + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("this is not the kernel that the course was made for", e);
        }
    }

    private static Field field(Class<?> type, String name) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
