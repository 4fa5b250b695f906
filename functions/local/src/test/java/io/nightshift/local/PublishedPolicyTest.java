package io.nightshift.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.policy.Parsed;
import io.nightshift.policy.PolicyParser;
import io.nightshift.policy.PolicySchema;
import io.nightshift.remediation.Remediation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is published about the policy holds for the actions that Nightshift really has. */
class PublishedPolicyTest {

    private static final Path DOCS =
            Path.of(System.getProperty("nightshift.root", "../..")).resolve("docs");

    /** Run with {@code -Dnightshift.publish=true} to write the file. */
    @Test
    void theSchemaIsTheOneOfTheseActions() throws IOException {
        var file = DOCS.resolve("nightshift.schema.json");
        var right = PolicySchema.text(Remediation.CATALOGUE);
        if (Boolean.getBoolean("nightshift.publish")) {
            Files.writeString(file, right);
        }
        assertThat(Files.readString(file))
                .as("run again with -Dnightshift.publish=true")
                .isEqualTo(right);
    }

    @Test
    void theExampleIsValidWithoutAWarning() throws IOException {
        var parsed = new PolicyParser(Remediation.CATALOGUE)
                .parse(Files.readAllBytes(DOCS.resolve("nightshift.example.yaml")));
        assertThat(parsed).isInstanceOf(Parsed.Valid.class);
        assertThat(((Parsed.Valid) parsed).warnings()).isEqualTo(List.of());
    }
}
