package io.nightshift.promotion.entry.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.promotion.gcp.GoogleCloud;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/promotion-google-cloud.md} says what the code says. */
final class PromotionOnGcpDocumentationTest {

    private static final Pattern PERMISSION = Pattern.compile("`([a-zA-Z.]+)`");

    private static String row(EnvironmentVariable key) {
        return "| `%s` | %s | %s |".formatted(key.name(), key.required() ? "yes" : "no", key.description());
    }

    private static List<String> lines() throws Exception {
        return Files.readAllLines(Path.of(System.getProperty("nightshift.root"), "docs", "promotion-google-cloud.md"));
    }

    @Test
    void everyVariableIsThereWithItsMeaning() throws Exception {
        var rows = lines().stream()
                .filter(line -> line.startsWith("| `NIGHTSHIFT_") && !line.startsWith("| `NIGHTSHIFT_SERVES` | who"))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(GcpPromotionSettings.KEYS.stream()
                        .map(PromotionOnGcpDocumentationTest::row)
                        .toList());
    }

    @Test
    void everyPermissionIsThere() throws Exception {
        var lines = lines();
        var told = lines.stream()
                .skip(lines.indexOf("| for | in a custom role |") + 2L)
                .takeWhile(line -> line.startsWith("|"))
                .flatMap(line -> PERMISSION.matcher(line).results())
                .map(match -> match.group(1));
        assertThat(told).containsExactlyInAnyOrderElementsOf(GoogleCloud.PERMISSIONS);
    }
}
