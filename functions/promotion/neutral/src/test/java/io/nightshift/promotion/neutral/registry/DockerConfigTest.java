package io.nightshift.promotion.neutral.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.core.act.CallFailed;
import io.nightshift.promotion.neutral.registry.Logins.Login;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DockerConfigTest {

    @TempDir
    private Path folder;

    private DockerConfig config(String text) throws IOException {
        return new DockerConfig(Files.writeString(folder.resolve("config.json"), text));
    }

    private static String auth(String both) {
        return Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsWhatDockerLoginAndKubernetesWrite() throws Exception {
        var config = config("""
                {"auths": {"ghcr.io": {"auth": "%s"},
                           "https://registry.example:5000/v2/": {"username": "bob", "password": "pass:word"}},
                 "HttpHeaders": {}}""".formatted(auth("alice:canary:with:colons")));
        assertThat(config.fault()).isEmpty();
        assertThat(config.of("ghcr.io")).contains(new Login("alice", "canary:with:colons"));
        assertThat(config.of("registry.example:5000")).contains(new Login("bob", "pass:word"));
        assertThat(config.of("registry.example")).isEmpty();
        assertThat(config.of("ghcr.io").toString()).doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker.io", "index.docker.io"})
    void dockerHubIsOneByAllOfItsNames(String host) throws Exception {
        var config = config("{\"auths\": {\"https://index.docker.io/v1/\": {\"auth\": \"" + auth("a:b") + "\"}}}");
        assertThat(config.of(host)).contains(new Login("a", "b"));
    }

    @Test
    void aTokenThatWasRenewedIsTaken() throws Exception {
        var config = config("{\"auths\": {\"ghcr.io\": {\"auth\": \"" + auth("a:old") + "\"}}}");
        assertThat(config.of("ghcr.io")).contains(new Login("a", "old"));
        config("{\"auths\": {\"ghcr.io\": {\"auth\": \"" + auth("a:new") + "\"}}}");
        assertThat(config.of("ghcr.io")).contains(new Login("a", "new"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary",
                "{\"auths\": \"canary\"}",
                "{\"auths\": {\"ghcr.io\": \"canary\"}}",
                "{\"auths\": {\"ghcr.io\": {\"auth\": \"canary!\"}}}",
                "{\"auths\": {\"ghcr.io\": {\"auth\": \"Y2FuYXJ5\"}}}",
                "{\"auths\": {\"ghcr.io\": {}}, \"credsStore\": \"canary\"}",
                "{\"auths\": {\"ghcr.io\": {\"username\": \"canary\"}}}",
                "{\"auths\": {\"can ary\": {}}}"
            })
    void whatIsNoLoginIsSaidAndNotRepeated(String text) throws Exception {
        var config = config(text);
        assertThat(config.fault()).get().asString().doesNotContain("canary", "can ary", "Y2FuYXJ5");
        assertThatThrownBy(() -> config.of("ghcr.io"))
                .isInstanceOfSatisfying(
                        CallFailed.class,
                        failed -> assertThat(failed.problem().retryable()).isTrue())
                .hasMessageNotContaining("canary");
    }

    @Test
    void aFileThatIsNotThereIsAFault() {
        assertThat(new DockerConfig(folder.resolve("none.json")).fault()).contains("it cannot be read");
    }
}
