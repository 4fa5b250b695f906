package io.nightshift.local.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** SECURITY.md has a row for each of the ten, and each row names tests that exist. */
final class SecurityPageTest {

    private static final Path ROOT = Path.of(System.getProperty("nightshift.root", "../.."));
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (SAS-\\d+) .*$");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");

    @Test
    void everyThreatNamesATestThatExists() throws IOException {
        var tests = tests();
        var rows = ROW.matcher(Files.readString(ROOT.resolve("SECURITY.md")))
                .results()
                .toList();
        assertThat(rows.stream().map(row -> row.group(1)))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 10).mapToObj(i -> "SAS-" + i).toList());
        assertThat(rows.stream().map(MatchResult::group))
                .allSatisfy(row -> assertThat(named(row)).isNotEmpty().isSubsetOf(tests));
    }

    @Test
    void theReadmeLeadsToIt() throws IOException {
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("(SECURITY.md)");
    }

    private static Set<String> named(String row) {
        return TEST.matcher(row).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    private static Set<String> tests() throws IOException {
        try (var files = Files.walk(ROOT)) {
            return files.map(file -> file.toString().replace('\\', '/'))
                    .filter(file -> file.contains("/src/test/java/") && file.endsWith("Test.java"))
                    .map(file -> file.substring(file.lastIndexOf('/') + 1, file.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }
}
