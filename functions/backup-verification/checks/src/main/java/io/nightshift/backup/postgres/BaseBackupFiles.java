package io.nightshift.backup.postgres;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * Copies the files of a base backup, tablespaces included. No link leads out of the copy: the original's tablespaces may be those of a
 * server that runs.
 *
 * @param source as pg_basebackup wrote it
 * @param tablespaces the folder for copies of tablespaces
 */
record BaseBackupFiles(Path source, Path tablespaces) {

    private static final String LINKS = "pg_tblspc";

    private static final List<String> SUFFIXES = List.of(".tar", ".tar.gz", ".tar.zst", ".tar.lz4");

    void copy(Path data) throws IOException, NotRestored {
        Files.createDirectories(tablespaces);
        if (Files.exists(source.resolve("PG_VERSION"))) {
            copyPlain(data);
            return;
        }
        Files.createDirectory(data);
        unpack(tar("base"), data);
        for (var suffix : SUFFIXES) {
            var wal = source.resolve("pg_wal" + suffix);
            if (Files.exists(wal)) {
                unpack(wal, data.resolve("pg_wal"));
            }
        }
        unpackTablespaces(data);
        var manifest = source.resolve("backup_manifest");
        if (Files.exists(manifest)) {
            Files.copy(manifest, data.resolve("backup_manifest"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path tar(String name) throws NotRestored {
        return SUFFIXES.stream()
                .map(suffix -> source.resolve(name + suffix))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> NotRestored.broken(
                        source.getFileName() + " holds neither PG_VERSION nor " + name + ".tar: not a base backup"));
    }

    /** The archive of each tablespace is named by its id, which the map repeats. */
    private void unpackTablespaces(Path data) throws IOException, NotRestored {
        var map = data.resolve("tablespace_map");
        if (Files.exists(map)) {
            for (var line : Files.readAllLines(map)) {
                var id = line.split(" ", 2)[0];
                if (!id.matches("[0-9]+")) {
                    throw NotRestored.broken("tablespace_map is damaged");
                }
                var place = Files.createDirectories(tablespaces.resolve(id));
                unpack(tar(id), place);
                Files.deleteIfExists(data.resolve(LINKS).resolve(id));
                Files.createSymbolicLink(data.resolve(LINKS).resolve(id), place);
            }
        }
    }

    private static void unpack(Path tar, Path target) throws IOException, NotRestored {
        var run = ToolRun.of(List.of("tar", "-xf", tar.toString(), "-C", target.toString(), "--no-same-owner"))
                .run();
        if (!run.good()) {
            throw NotRestored.broken(tar.getFileName() + " cannot be unpacked: " + run.lastError());
        }
    }

    private void copyPlain(Path data) throws IOException, NotRestored {
        copyTree(source, data);
        var links = source.resolve(LINKS);
        if (Files.isDirectory(links)) {
            try (var all = Files.newDirectoryStream(links)) {
                for (var link : all) {
                    copyTablespace(link, data);
                }
            }
        }
        var wal = source.resolve("pg_wal");
        if (Files.isSymbolicLink(wal)) {
            Files.deleteIfExists(data.resolve("pg_wal"));
            copyTree(wal.toRealPath(), data.resolve("pg_wal"));
        }
    }

    private void copyTablespace(Path link, Path data) throws IOException, NotRestored {
        if (!Files.isDirectory(link)) {
            throw NotRestored.broken("tablespace " + link.getFileName() + " is missing: its link leads to nothing");
        }
        var place = tablespaces.resolve(link.getFileName());
        copyTree(link.toRealPath(), place);
        var copy = data.resolve(LINKS).resolve(link.getFileName());
        if (Files.isSymbolicLink(link)) {
            Files.deleteIfExists(copy);
            Files.createSymbolicLink(copy, place);
        }
    }

    /** Links are left out. */
    private static void copyTree(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(path).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    Files.copy(path, to.resolve(from.relativize(path).toString()));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
