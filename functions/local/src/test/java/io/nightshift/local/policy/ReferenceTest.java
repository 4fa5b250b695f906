package io.nightshift.local.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.policy.Shape;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** {@code docs/policy.md} says what the parser does. Run with {@code -Dnightshift.publish=true} to write its tables. */
class ReferenceTest {

    private static final Shape.Table SHAPE = FullPolicies.SHAPE;

    @Test
    void describesEveryKey() throws IOException {
        var file = FullPolicies.docs().resolve("policy.md");
        var written = FullPolicies.doc("policy.md");
        int from = written.indexOf("<!-- keys -->\n") + "<!-- keys -->\n".length();
        int to = written.indexOf("<!-- /keys -->");
        var right = written.substring(0, from) + "\n" + Reference.text(SHAPE) + "\n" + written.substring(to);
        if (Boolean.getBoolean("nightshift.publish")) {
            Files.writeString(file, right);
        }
        assertThat(FullPolicies.doc("policy.md"))
                .as("run again with -Dnightshift.publish=true")
                .isEqualTo(right);
    }

    @Test
    void leavesNoKeyOut() {
        var document = FullPolicies.doc("policy.md");
        for (var path : Keys.of(SHAPE)) {
            var name = path.substring(path.lastIndexOf('.') + 1);
            if (!path.contains(".with.")) {
                assertThat(document).contains("| `" + name + "` |");
            }
        }
    }
}
