package io.nightshift.backup.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A dump that somebody packed with tar: a directory dump, or one file. The tar format of pg_dump itself is none.
 *
 * @param archive the tar, without compression and encryption
 */
record PackedDump(DumpFile file, Path archive) {

    private static final int DEEPEST = 8;

    /** @throws NotRestored if it is cut, or it is not clear which of its files is the dump */
    DumpFile unpacked(Path target) throws IOException, NotRestored {
        if (Files.exists(target)) {
            throw NotRestored.here(name() + " is packed twice: unpack it once");
        }
        Files.createDirectory(target);
        var run = ToolRun.of(List.of(
                        "tar",
                        "-xf",
                        archive.toString(),
                        "-C",
                        target.toString(),
                        "--no-same-owner",
                        "--no-same-permissions"))
                .run();
        if (!run.good()) {
            throw NotRestored.broken(name() + " cannot be unpacked: cut or damaged tar");
        }
        try (var files = Files.walk(target, DEEPEST)) {
            var all = files.filter(Files::isRegularFile).toList();
            var contents = all.stream()
                    .filter(one -> one.getFileName().toString().matches("toc\\.dat(?:\\.gz)?"))
                    .toList();
            if (contents.size() == 1) {
                return DumpFile.of(contents.getFirst().resolveSibling(""));
            }
            if (all.size() == 1) {
                return DumpFile.of(all.getFirst());
            }
            throw all.isEmpty()
                    ? NotRestored.broken(name() + " is a tar without a file")
                    : NotRestored.here(
                            name() + " is a tar of " + all.size() + " files: pack one dump, or one directory dump");
        }
    }

    private String name() {
        return String.valueOf(file.path().getFileName());
    }
}
