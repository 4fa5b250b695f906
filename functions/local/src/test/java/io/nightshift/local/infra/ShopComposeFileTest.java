package io.nightshift.local.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** {@code infra/examples/shop-compose/compose.yaml}: what it names exists, secrets are files, and little is reachable. */
final class ShopComposeFileTest {

    private static final Path FOLDER = IgnoredAttributes.INFRA.resolve("examples/shop-compose");

    /** Keys of a service that this file may use: those of the Compose specification that are meant. */
    private static final Set<String> KEYS = Set.of(
            "<<",
            "image",
            "restart",
            "security_opt",
            "cap_drop",
            "cap_add",
            "logging",
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
            "user");

    private final Map<String, Object> compose = read();

    @SuppressWarnings("unchecked")
    private static Map<String, Object> read() {
        try {
            return (Map<String, Object>) new Load(LoadSettings.builder().build())
                    .loadFromString(Files.readString(FOLDER.resolve("compose.yaml")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> Map<String, T> map(Map<String, ?> of, String name) {
        return (Map<String, T>) of.get(name);
    }

    @SuppressWarnings("unchecked")
    private static List<String> list(Map<String, ?> of, String name) {
        return of.get(name) == null ? List.of() : (List<String>) of.get(name);
    }

    private Map<String, Map<String, Object>> services() {
        return map(compose, "services");
    }

    @Test
    void eachServiceUsesKnownKeysAndWhatIsDeclared() {
        services().forEach((name, service) -> {
            assertThat(KEYS).as(name).containsAll(service.keySet());
            assertThat(map(compose, "networks"))
                    .containsKeys(list(service, "networks").toArray(String[]::new));
            assertThat(map(compose, "secrets"))
                    .containsKeys(list(service, "secrets").toArray(String[]::new));
            for (var volume : list(service, "volumes")) {
                var source = volume.split(":", 2)[0];
                if (source.startsWith("./")) {
                    assertThat(FOLDER.resolve(source)).as(name).exists();
                } else if (!source.startsWith("/")) {
                    assertThat(map(compose, "volumes")).as(name).containsKey(source);
                }
            }
        });
    }

    @Test
    void eachSecretIsAFileThatTheScriptMakes() throws IOException {
        var script = Files.readString(FOLDER.resolve("secrets/make"));
        Map<String, Map<String, String>> secrets = map(compose, "secrets");
        var used = new TreeSet<String>();
        services().values().forEach(service -> used.addAll(list(service, "secrets")));
        assertThat(used).isEqualTo(new TreeSet<>(secrets.keySet()));
        secrets.forEach((name, secret) -> {
            assertThat(secret.get("file")).isEqualTo("./secrets/" + name);
            assertThat(script).contains(name);
        });
        services().forEach((name, service) -> {
            if (service.get("environment") != null) {
                assertThat(this.<Object>environment(service).keySet())
                        .as(name)
                        .noneMatch(key -> key.matches(".*(PASSWORD|TOKEN|KEY)"));
            }
        });
    }

    private <T> Map<String, T> environment(Map<String, Object> service) {
        return map(service, "environment");
    }

    @Test
    void onlyTheProxyIsReachedFromOutside() {
        services().forEach((name, service) -> {
            for (var port : list(service, "ports")) {
                assertThat(name.equals("proxy") || port.startsWith("127.0.0.1:"))
                        .as("%s publishes %s", name, port)
                        .isTrue();
            }
            assertThat(name.equals("proxy")
                            || name.equals("grafana")
                            || !list(service, "networks").contains("front"))
                    .as(name)
                    .isTrue();
        });
        assertThat(compose.get("networks").toString()).contains("inside={internal=true}", "data={internal=true}");
    }
}
