package io.nightshift.cost.runtime;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.run.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files of exports on this machine, a folder for each entry. A file has the name of its content, so what did not change is not
 * fetched again; what the newest export does not have any more is removed.
 *
 * @param root of all entries
 */
public record CostFileCache(Path root) {

    /** Writes a file. */
    @FunctionalInterface
    public interface Fetch {
        void to(Path file) throws IOException, CallFailed;
    }

    private Path folder(String entry) throws IOException {
        return Files.createDirectories(root.resolve(Sha256.hex(entry).substring(0, 16)));
    }

    /**
     * Brings the files of an export.
     *
     * @param files by an id of their content; each ends with its format, as {@code .csv.gz}
     */
    public List<Path> files(String entry, Map<String, Fetch> files) throws CallFailed {
        try {
            var folder = folder(entry);
            var wanted = new LinkedHashMap<Path, Fetch>();
            files.forEach((id, fetch) -> wanted.put(folder.resolve(name(id)), fetch));
            removeOthers(folder, wanted.keySet());
            for (var file : wanted.entrySet()) {
                if (!Files.exists(file.getKey())) {
                    write(file.getKey(), file.getValue());
                }
            }
            return new ArrayList<>(wanted.keySet());
        } catch (IOException e) {
            throw new CallFailed(Problem.transientFault("CostFiles", "the costs cannot be stored: " + e.getMessage()));
        }
    }

    /** A name from a bucket may have any character. */
    private static String name(String id) {
        int slash = id.lastIndexOf('/');
        int dot = id.indexOf('.', slash + 1);
        var format = dot < 0 ? ".csv" : id.substring(dot).replaceAll("[^A-Za-z0-9.]", "");
        return Sha256.hex(id).substring(0, 24) + format;
    }

    private static void removeOthers(Path folder, Set<Path> wanted) throws IOException {
        try (var there = Files.list(folder)) {
            for (var file : there.toList()) {
                if (!wanted.contains(file)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** A file that was fetched in part has another name. */
    private static void write(Path file, Fetch fetch) throws IOException, CallFailed {
        var part = file.resolveSibling(file.getFileName() + ".part");
        fetch.to(part);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The only file of an entry, if it was {@link #stamp}ed not longer ago; for an API that costs money. */
    public Optional<Path> fresh(String entry, Instant now, Duration age) {
        try (var there = Files.list(folder(entry))) {
            for (var file :
                    there.filter(one -> !one.toString().endsWith(".part")).toList()) {
                var at = Files.getLastModifiedTime(file).toInstant();
                if (at.isAfter(now.minus(age)) && !at.isAfter(now.plusSeconds(1))) {
                    return Optional.of(file);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Notes when the files were fetched. */
    public List<Path> stamp(List<Path> files, Instant now) throws CallFailed {
        try {
            for (var file : files) {
                Files.setLastModifiedTime(file, FileTime.from(now));
            }
            return files;
        } catch (IOException e) {
            throw new CallFailed(Problem.transientFault("CostFiles", "the costs cannot be stored: " + e.getMessage()));
        }
    }
}
