package org.visioncourse.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.compress.archivers.ArchiveEntry;

/** Sees to it that an archive's names stay inside of it, and that no two of them are one file on any system. */
final class EntryNames {

    private static final int MAX_LENGTH = 1000;

    private final Archive archive;
    private final Map<String, String> taken = new HashMap<>(); // as spelled, by lower case; folders with a slash

    EntryNames(Archive archive) {
        this.archive = archive;
    }

    /**
     * Checks the next entry's name.
     *
     * @return its path with slashes, without empty and {@code .} parts
     */
    String check(ArchiveEntry entry) throws RefusedException {
        String name = entry.getName().replace('\\', '/');
        List<String> parts = new ArrayList<>(List.of(name.split("/+")));
        if (name.startsWith("/") || name.matches("[A-Za-z]:.*") || parts.contains("..")) {
            throw refused("an entry that points outside of it, ", entry);
        }
        parts.removeIf(part -> part.isEmpty() || part.equals("."));
        if (name.length() > MAX_LENGTH || (parts.isEmpty() && !entry.isDirectory())) {
            throw refused("a name with " + name.length() + " characters, ", entry);
        }
        for (int depth = 1; depth <= parts.size(); depth++) {
            boolean folder = depth < parts.size() || entry.isDirectory();
            take(String.join("/", parts.subList(0, depth)), folder, entry);
        }
        return String.join("/", parts);
    }

    private void take(String path, boolean folder, ArchiveEntry entry) throws RefusedException {
        String spelled = folder ? path + "/" : path;
        String before = taken.putIfAbsent(path.toLowerCase(Locale.ROOT), spelled);
        if (before != null && !(folder && before.equals(spelled))) {
            throw refused("two entries that may be the same file, " + printable(before) + " and ", entry);
        }
        if (taken.size() > archive.limits().entries()) {
            throw refused(
                    "more than the " + archive.limits().entries() + " files and folders that belong into it, up to ",
                    entry);
        }
    }

    private RefusedException refused(String what, ArchiveEntry entry) {
        return new RefusedException(archive.file() + " has " + what + printable(entry)
                + ": do not use it, fetch the archive from its own site.");
    }

    /** An entry's name for a message. */
    static String printable(ArchiveEntry entry) {
        return printable(entry.getName());
    }

    private static String printable(String name) {
        String start = name.substring(0, Math.min(100, name.length()));
        return start.replaceAll("\\p{Cntrl}", "?") + (start.length() < name.length() ? "..." : "");
    }
}
