package io.nightshift.remediation.gcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.signal.Cloud;
import io.nightshift.gcp.entry.GcpEnvironment;
import io.nightshift.remediation.Remediation;
import io.nightshift.sandbox.contract.DocSection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code docs/remediation.md} says what the code says. */
class RemediationOnGcpDocumentationTest {

    private static final String HEADING = "## On Google Cloud";

    private List<String> section = List.of();

    @BeforeEach
    void read() throws Exception {
        var lines = Files.readAllLines(Path.of(System.getProperty("nightshift.root"), "docs", "remediation.md"));
        int begin = lines.indexOf(HEADING);
        assertThat(begin).as(HEADING).isNotNegative();
        section = lines.subList(begin + 1, lines.size()).stream()
                .takeWhile(line -> !line.startsWith("## "))
                .toList();
    }

    /** The rows of the table with that head. */
    private List<String> table(String head) {
        assertThat(section).contains(head);
        return section.stream()
                .skip(section.indexOf(head) + 2L)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    @Test
    void everyVariableIsThereWithItsMeaning() {
        assertThat(table("| variable | required | meaning |"))
                .containsExactlyElementsOf(GcpEnvironment.KEYS.stream()
                        .map(key -> "| `%s` | %s | %s |"
                                .formatted(key.name(), key.required() ? "yes" : "no", key.description()))
                        .toList());
    }

    @Test
    void everyActionOfGoogleCloudIsThereWithItsPermissions() {
        var rows = new StringBuilder("| action | permissions |\n|---|---|\n");
        Remediation.CATALOGUE.types().stream()
                .filter(type -> !permissions(type).isEmpty())
                .filter(type -> !type.kinds().stream().allMatch(RemediationOnGcpDocumentationTest::inACluster))
                .forEach(type -> rows.append("| `%s` | %s |\n".formatted(type.name(), permissions(type))));
        new DocSection("remediation.md", "gcp-permissions").says(rows.toString());
    }

    /** Those have a Role. */
    private static boolean inACluster(String kind) {
        return kind.startsWith("k8s:") || kind.startsWith("gke:");
    }

    private static String permissions(ActionType type) {
        return type.permissions().getOrDefault(Cloud.GCP, List.of()).stream()
                .map(permission -> "`" + permission + "`")
                .collect(Collectors.joining(" "));
    }
}
