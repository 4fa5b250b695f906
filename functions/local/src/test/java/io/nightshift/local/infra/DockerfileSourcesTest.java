package io.nightshift.local.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a Dockerfile copies is what {@code .dockerignore} lets through: a build would not find it otherwise. */
final class DockerfileSourcesTest {

    private static final Path ROOT = IgnoredAttributes.INFRA.resolveSibling(".");
    private static final Pattern COPY = Pattern.compile("^COPY (?!--from)(.+) \\S+$", Pattern.MULTILINE);

    private static final Pattern SPACE = Pattern.compile(" ");

    static List<Path> dockerfiles() throws IOException {
        try (Stream<Path> all = Files.walk(IgnoredAttributes.INFRA)) {
            return all.filter(file -> file.toString().endsWith(".Dockerfile")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void eachSourceIsLetThrough(Path dockerfile) throws IOException {
        var let = Files.readAllLines(ROOT.resolve(".dockerignore")).stream()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();
        var sources = COPY.matcher(Files.readString(dockerfile))
                .results()
                .flatMap(found -> SPACE.splitAsStream(found.group(1)))
                .filter(source -> !source.startsWith("--"))
                .filter(source -> !source.contains("${"))
                .toList();
        assertThat(sources)
                .isNotEmpty()
                .allSatisfy(source -> assertThat(let)
                        .as(source)
                        .anyMatch(line -> source.equals(line) || source.startsWith(line + "/")));
    }
}
