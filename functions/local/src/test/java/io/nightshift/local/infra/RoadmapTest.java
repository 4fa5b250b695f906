package io.nightshift.local.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/roadmap.md}: each demand has a place that exists, or says why not; so do the links of the pages beside it. */
final class RoadmapTest {

    private static final Path DOCS = IgnoredAttributes.INFRA.resolveSibling("docs");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(#[^)]*)?\\)");

    @Test
    void eachDemandHasAPlaceOrAReason() throws IOException {
        var rows = Files.readAllLines(DOCS.resolve("roadmap.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| asked for"))
                .toList();
        assertThat(rows)
                .hasSizeGreaterThan(90)
                .allSatisfy(
                        row -> assertThat(row).containsPattern("]\\(|left out: |not there: |`terraform test`|tests"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"roadmap.md", "recovery-objectives.md", "branch-rules.md", "testing-security.md", "runbooks"})
    void eachLinkLeadsToAFile(String page) throws IOException {
        for (var file : files(DOCS.resolve(page))) {
            LINK.matcher(Files.readString(file))
                    .results()
                    .map(found -> found.group(1))
                    .filter(link -> !link.contains("://"))
                    .forEach(link -> assertThat(file.resolveSibling(link).normalize())
                            .as("%s of %s", link, file)
                            .exists());
        }
    }

    private static List<Path> files(Path page) throws IOException {
        if (Files.isRegularFile(page)) {
            return List.of(page);
        }
        try (Stream<Path> all = Files.list(page)) {
            return all.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }
}
