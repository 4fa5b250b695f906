package io.nightshift.sql;

import io.nightshift.core.ledger.LedgerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;

/**
 * The opened file, identified by its device and inode. A file that is removed or replaced while it is open still accepts
 * writes and loses them all.
 *
 * @param key the device and inode; empty if the file system has none
 */
record OpenedFile(Path path, Optional<Object> key) {

    /** The file that the path refers to now; empty for a database that is not in a file. */
    static Optional<OpenedFile> of(String url) {
        var name = url.substring("jdbc:sqlite:".length())
                .replaceFirst("^file:", "")
                .replaceFirst("\\?.*$", "");
        var path = Path.of(name);
        return Files.isRegularFile(path) ? Optional.of(new OpenedFile(path, key(path))) : Optional.empty();
    }

    private static Optional<Object> key(Path path) {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(path, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            return Optional.of(path + " is not there");
        }
    }

    /** @throws LedgerException when the path no longer refers to that file */
    void check() {
        if (!Objects.equals(key, key(path))) {
            throw new LedgerException(
                    "the file %s was removed or replaced while it is open; move it back; do not stop Nightshift before: it may hold the only copy (docs/runbooks/ledger-file-removed.md)"
                            .formatted(path),
                    true);
        }
    }
}
