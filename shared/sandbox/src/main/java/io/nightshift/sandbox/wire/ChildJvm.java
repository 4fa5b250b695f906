package io.nightshift.sandbox.wire;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/**
 * The JVM of one process that a test starts. Such a process lives for seconds and spends most of them on loading classes.
 * The first process of a class path that {@link #end} ends writes an archive of its classes (class data sharing), which the
 * next ones use.
 *
 * <p>Archives live as long as the JVM of the tests: none can belong to older classes, and no other build writes it.
 */
public final class ChildJvm {

    private static final Path FOLDER = folder();

    /** Jars of the folders of a class path by folder: the JVM archives classes of jars only. */
    private static final Map<String, String> JARS = new ConcurrentHashMap<>();

    /** The archive by class path; empty while a process that is to write it runs. */
    private static final Map<String, Optional<Path>> ARCHIVES = new ConcurrentHashMap<>();

    private final String classPath;
    private final Optional<Path> recording;

    private ChildJvm(String classPath, Optional<Path> recording) {
        this.classPath = classPath;
        this.recording = recording;
    }

    /** @param classPath as {@code java -cp} takes it */
    public static ChildJvm of(String classPath) {
        // A server of tests, and its manifest names a folder, which no archive takes.
        var jars = Arrays.stream(classPath.split(File.pathSeparator))
                .filter(part -> !part.contains("DynamoDBLocal"))
                .map(ChildJvm::jar)
                .collect(Collectors.joining(File.pathSeparator));
        boolean first = ARCHIVES.putIfAbsent(jars, Optional.empty()) == null;
        return new ChildJvm(jars, first ? Optional.of(file(".jsa")) : Optional.empty());
    }

    /** With everything that is on the class path of this test. */
    public static ChildJvm ofThisTest() {
        return of(testClassPath());
    }

    public static String testClassPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** The start of the command: options follow, then the main class with its arguments. */
    public List<String> command() {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                // What the JVM says about archives is no output of the program.
                "-Xlog:cds*=off",
                "-Xlog:aot*=off"));
        recording.ifPresent(file -> command.add("-XX:ArchiveClassesAtExit=" + file));
        ARCHIVES.getOrDefault(classPath, Optional.empty())
                .ifPresent(archive -> command.add("-XX:SharedArchiveFile=" + archive));
        command.addAll(List.of("-cp", classPath));
        return command;
    }

    /** Ends the process: with {@code kill -9}, unless it is the one that writes the archive. */
    public void end(Process process) {
        if (recording.isEmpty()) {
            process.destroyForcibly().onExit().join();
            return;
        }
        boolean alive = process.isAlive();
        process.destroy();
        process.onExit().join();
        // One that ended by itself ended early, with few classes.
        if (alive && Files.exists(recording.get())) {
            ARCHIVES.put(classPath, recording);
        } else {
            ARCHIVES.remove(classPath, Optional.empty());
        }
    }

    private static String jar(String part) {
        return Files.isDirectory(Path.of(part)) ? JARS.computeIfAbsent(part, ChildJvm::pack) : part;
    }

    private static String pack(String classes) {
        var jar = file(".jar");
        var root = Path.of(classes);
        try (var output = new JarOutputStream(Files.newOutputStream(jar));
                var files = Files.walk(root)) {
            output.setLevel(0);
            // With entries of folders: by those, Micronaut finds its beans.
            for (var file : files.skip(1).toList()) {
                boolean folder = Files.isDirectory(file);
                output.putNextEntry(new ZipEntry(root.relativize(file) + (folder ? "/" : "")));
                if (!folder) {
                    Files.copy(file, output);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar.toString();
    }

    private static Path file(String suffix) {
        var file = FOLDER.resolve((JARS.size() + ARCHIVES.size()) + "-" + System.nanoTime() + suffix);
        file.toFile().deleteOnExit();
        return file;
    }

    private static Path folder() {
        try {
            var folder = Files.createTempDirectory("child-jvm-");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
