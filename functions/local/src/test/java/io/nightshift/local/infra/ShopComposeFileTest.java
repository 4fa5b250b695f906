package io.nightshift.local.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** {@code infra/examples/shop-compose/compose.yaml}: what it names exists, secrets are files, and little is reachable. */
final class ShopComposeFileTest {

    private static final Path FOLDER = IgnoredAttributes.INFRA.resolve("examples/shop-compose");

    /** Keys of a service that this file may use: those of the Compose specification that are meant. */
    private static final Set<String> KEYS = Set.of(
            "<<",
            "image",
            "ports",
            "volumes",
            "tmpfs",
            "read_only",
            "secrets",
            "networks",
            "depends_on",
            "environment",
            "healthcheck",
            "entrypoint",
            "command",
            "cap_add",
            "user");

    private final YamlTree compose = YamlTree.of(FOLDER.resolve("compose.yaml"));

    @Test
    void eachServiceUsesKnownKeysAndWhatIsDeclared() {
        for (var name : compose.at("services").keys()) {
            var service = compose.at("services", name);
            assertThat(KEYS).as(name).containsAll(service.keys());
            assertThat(compose.at("networks").keys())
                    .as(name)
                    .containsAll(service.at("networks").texts());
            assertThat(compose.at("secrets").keys())
                    .as(name)
                    .containsAll(service.at("secrets").texts());
            service.at("volumes").texts().forEach(volume -> checkSource(name, volume.split(":", 2)[0]));
        }
    }

    private void checkSource(String service, String source) {
        if (source.startsWith("./")) {
            assertThat(FOLDER.resolve(source)).as(service).exists();
        } else if (!source.startsWith("/")) {
            assertThat(compose.at("volumes").keys()).as(service).contains(source);
        }
    }

    @Test
    void eachSecretIsAFileThatTheScriptMakes() throws IOException {
        var script = Files.readString(FOLDER.resolve("secrets/make"));
        var used = new TreeSet<String>();
        for (var name : compose.at("services").keys()) {
            used.addAll(compose.at("services", name, "secrets").texts());
            assertThat(compose.at("services", name, "environment").keys())
                    .as("variables of " + name)
                    .noneMatch(key -> key.matches(".*(PASSWORD|TOKEN|KEY)"));
        }
        assertThat(used).isEqualTo(compose.at("secrets").keys());
        for (var name : used) {
            assertThat(compose.at("secrets", name, "file").text()).isEqualTo("./secrets/" + name);
            assertThat(script).contains(name);
        }
    }

    @Test
    void onlyTheProxyIsReachedFromOutside() {
        for (var name : compose.at("services").keys()) {
            var service = compose.at("services", name);
            assertThat(service.at("ports").texts())
                    .as("ports of " + name)
                    .allMatch(port -> name.equals("proxy") || port.startsWith("127.0.0.1:"));
            assertThat(Set.of("proxy", "grafana").contains(name)
                            || !service.at("networks").texts().contains("front"))
                    .as(name)
                    .isTrue();
        }
        assertThat(compose.at("networks", "inside", "internal").text()).isEqualTo("true");
        assertThat(compose.at("networks", "data", "internal").text()).isEqualTo("true");
    }
}
