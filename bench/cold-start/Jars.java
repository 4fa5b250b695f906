import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The jars in some folders, in order. */
record Jars(List<Path> files) {

    static Jars in(Path... folders) throws IOException {
        var all = new java.util.ArrayList<Path>();
        for (var folder : folders) {
            try (var files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(all::add);
            }
        }
        return new Jars(all);
    }

    String classPath() {
        return files.stream().map(Path::toString).collect(Collectors.joining(":"));
    }

    long size() {
        return files.stream().mapToLong(jar -> jar.toFile().length()).sum();
    }
}
