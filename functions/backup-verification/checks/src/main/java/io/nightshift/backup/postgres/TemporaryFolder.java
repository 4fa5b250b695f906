package io.nightshift.backup.postgres;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The folder of one restore. What a machine's crash left behind is removed before the next restore. */
public record TemporaryFolder(Path path) implements AutoCloseable {

    private static final String PREFIX = "nightshift-restore-";

    /** Holds the process that made the folder: proof that it is ours. */
    private static final String MARK = "nightshift.pid";

    public static TemporaryFolder in(Path parent) throws IOException {
        sweep(parent);
        var path = Files.createTempDirectory(parent, PREFIX);
        // The server's user enters by name only.
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
        Files.writeString(
                path.resolve(MARK), Long.toString(ProcessHandle.current().pid()));
        return new TemporaryFolder(path);
    }

    /** Removes the folders of processes that ended. */
    public static void sweep(Path parent) throws IOException {
        try (var folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (var folder : folders) {
                if (isLeftBehind(folder)) {
                    remove(folder);
                }
            }
        }
    }

    private static boolean isLeftBehind(Path folder) {
        try {
            long maker = Long.parseLong(Files.readString(folder.resolve(MARK)).strip());
            return ProcessHandle.of(maker).isEmpty();
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /** Links are removed, never followed. */
    private static void remove(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path path, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(path);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(path)) {
            remove(path);
        }
    }
}
