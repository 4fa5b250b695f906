import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Formats every Java file below a folder by palantir-java-format: {@code check} lists those that are not, {@code apply}
 * rewrites them. Runs on the JDK of the tool chain, because the formatter parses with the JDK that it runs on, and
 * spotless inside of Maven would run it on Maven's own (17), which cannot read our sources.
 */
final class Format {

    private static final Set<String> LEFT_OUT = Set.of("target", ".git");

    public static void main(String[] args) throws Exception {
        boolean apply = args[0].equals("apply");
        var root = Path.of(args[1]).toRealPath();
        var formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
                .style(JavaFormatterOptions.Style.PALANTIR)
                .formatJavadoc(false)
                .build());
        int wrong = 0;
        for (var file : sources(root)) {
            var before = Files.readString(file);
            var after = format(formatter, file, before);
            if (!after.equals(before)) {
                wrong++;
                if (apply) {
                    Files.writeString(file, after);
                } else {
                    System.err.println("not formatted: " + root.relativize(file));
                }
            }
        }
        if (wrong > 0 && !apply) {
            System.err.println(wrong + " files are not formatted; run: .ci/format/apply");
            System.exit(1);
        }
    }

    private static String format(Formatter formatter, Path file, String text) throws FormatterException {
        try {
            return formatter.formatSource(ImportOrderer.reorderImports(
                    RemoveUnusedImports.removeUnusedImports(text), JavaFormatterOptions.Style.PALANTIR));
        } catch (FormatterException e) {
            System.err.println(file + ": " + e.getMessage());
            throw e;
        }
    }

    /** Never looks into what is left out: other modules build there at the same time. */
    private static List<Path> sources(Path root) throws IOException {
        var found = new ArrayList<Path>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return LEFT_OUT.contains(String.valueOf(folder.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        Collections.sort(found);
        return found;
    }
}
