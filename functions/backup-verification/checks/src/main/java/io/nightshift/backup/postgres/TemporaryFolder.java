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

    /** Holds the process that made the folder, and when that began: proof that it is ours. In containers all have one number. */
    private static final String MARK = "nightshift.pid";

    public static TemporaryFolder in(Path parent) throws IOException {
        sweep(parent);
        var path = Files.createTempDirectory(parent, PREFIX);
        // The server's user enters by name only.
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx--x--x"));
        Files.writeString(path.resolve(MARK), mark(ProcessHandle.current()));
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

    private static String mark(ProcessHandle process) {
        return process.pid()
                + process.info()
                        .startInstant()
                        .map(begin -> " " + begin.toEpochMilli())
                        .orElse("");
    }

    private static boolean isLeftBehind(Path folder) {
        try {
            var mark = Files.readString(folder.resolve(MARK)).strip();
            long maker = Long.parseLong(mark.split(" ", -1)[0]);
            return ProcessHandle.of(maker)
                    .filter(process -> !mark.contains(" ") || mark.equals(mark(process)))
                    .isEmpty();
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
