package io.nightshift.rotation.gcp;

import io.nightshift.gcp.entry.GcpEnvironment;
import io.nightshift.sandbox.contract.DocSection;
import org.junit.jupiter.api.Test;

/** {@code docs/rotation.md} says what the code says. */
class RotationOnGcpDocumentationTest {

    @Test
    void everyVariableIsThereWithItsMeaning() {
        var rows = new StringBuilder("| variable | required | meaning |\n|---|---|---|\n");
        GcpEnvironment.KEYS.forEach(key -> rows.append(
                "| `%s` | %s | %s |\n".formatted(key.name(), key.required() ? "yes" : "no", key.description())));
        new DocSection("rotation.md", "gcp-variables").says(rows.toString());
    }
}
