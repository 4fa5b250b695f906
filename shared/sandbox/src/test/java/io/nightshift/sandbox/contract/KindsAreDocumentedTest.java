package io.nightshift.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.signal.Resource.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class KindsAreDocumentedTest {

    @Test
    void eachKindIsInTheManualAndNamedOnce() throws IOException {
        var manual = Files.readString(
                Path.of(System.getProperty("nightshift.root", "../..")).resolve("docs/events.md"));
        assertThat(Kinds.ALL)
                .doesNotHaveDuplicates()
                .allSatisfy(kind -> assertThat(manual).contains("`" + kind + "`"));
    }
}
