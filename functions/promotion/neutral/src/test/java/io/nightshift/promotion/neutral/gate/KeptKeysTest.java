package io.nightshift.promotion.neutral.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeptKeysTest {

    @TempDir
    private Path folder;

    @Test
    void aKeyIsAFileOfTheFolderOrANamedVariable() throws Exception {
        Files.createDirectories(folder.resolve("keys"));
        Files.writeString(folder.resolve("keys/shop.pem"), "the key");
        var keys = new KeptKeys(Optional.of(folder), Map.of("SHOP_KEY", "canary"));
        assertThat(keys.file("keys/shop.pem")).contains("the key");
        assertThat(keys.file("keys/other.pem")).isEmpty();
        assertThat(keys.file("keys")).isEmpty();
        assertThat(keys.file("\0")).isEmpty();
        assertThat(keys.variable("SHOP_KEY")).contains("canary");
        assertThat(keys.variable("PATH")).isEmpty();
        assertThat(keys.toString()).contains("SHOP_KEY").doesNotContain("canary");
    }

    @Test
    void noFileIsOutsideOfTheFolder() throws Exception {
        var inner = Files.createDirectory(folder.resolve("keys"));
        var outside = Files.writeString(folder.resolve("outside.pem"), "not ours");
        Files.createSymbolicLink(inner.resolve("link.pem"), outside);
        var keys = new KeptKeys(Optional.of(inner), Map.of());
        assertThat(keys.file("../outside.pem")).isEmpty();
        assertThat(keys.file("link.pem")).isEmpty();
        assertThat(keys.file(outside.toString())).isEmpty();
    }

    @Test
    void withoutAFolderThereIsNoFile() throws Exception {
        var file = Files.writeString(folder.resolve("shop.pem"), "the key");
        assertThat(new KeptKeys(Optional.empty(), Map.of()).file(file.toString()))
                .isEmpty();
    }
}
