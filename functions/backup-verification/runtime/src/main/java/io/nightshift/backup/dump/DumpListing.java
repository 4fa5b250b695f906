package io.nightshift.backup.dump;

import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Glob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The backups in a folder: each file or folder that the pattern matches, or one file. Its time is that of the last change, which a
 * copy without {@code -p} loses.
 */
record DumpListing(Path folder, Glob pattern) {

    private static final int MOST = 100;
    private static final List<String> UNFINISHED = List.of(".tmp", ".part", ".partial", ".incomplete");

    /** @param source that of the policy, of kind folder, file or base-backup */
    static DumpListing of(View source) throws JsonException {
        var path = Path.of(source.at("path").nonBlank());
        return source.at("kind").text().equals("file")
                ? new DumpListing(
                        Optional.ofNullable(path.toAbsolutePath().getParent()).orElse(path),
                        Glob.of(String.valueOf(path.getFileName())
                                        .replace("\\", "\\\\")
                                        .replace("*", "\\*")
                                        .replace("?", "\\?"))
                                .orElseThrow())
                : new DumpListing(
                        path, Glob.of(source.at("pattern").textOr("*")).orElseThrow());
    }

    List<StoredBackup> backups() throws CallFailed {
        var found = new ArrayList<StoredBackup>();
        if (!Files.isDirectory(folder)) {
            throw new CallFailed(Problem.permanent("NoFolder", "there is no folder " + folder));
        }
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                var name = String.valueOf(file.getFileName());
                if (!name.startsWith(".") && pattern.matches(name)) {
                    found.add(backup(file, name));
                }
            }
        } catch (IOException e) {
            throw new CallFailed(Problem.transientFault("Folder", folder + " cannot be read: " + e.getMessage()));
        }
        return found.stream()
                .sorted(Comparator.comparing(StoredBackup::takenAt).reversed())
                .limit(MOST)
                .toList();
    }

    private static StoredBackup backup(Path file, String name) throws IOException {
        var stored = StoredBackup.available(
                name, Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant(), size(file));
        return UNFINISHED.stream().anyMatch(name::endsWith)
                ? stored.in(StoredBackup.State.RUNNING, "its name says that it is not finished")
                : stored;
    }

    private static long size(Path file) throws IOException {
        try (var all = Files.walk(file)) {
            long bytes = 0;
            for (var one : all.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(one);
            }
            return bytes;
        }
    }

    /** The file of a backup that is listed: no other path is ever opened. */
    Path file(String id) throws CallFailed {
        return backups().stream()
                .filter(backup -> backup.id().equals(id))
                .findFirst()
                .map(backup -> folder.resolve(backup.id()))
                .orElseThrow(() -> new CallFailed(Problem.permanent("NoBackup", "there is no backup " + id)));
    }
}
