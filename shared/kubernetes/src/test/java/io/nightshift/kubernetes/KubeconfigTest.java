package io.nightshift.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubeconfigTest {

    @TempDir
    private Path folder;

    private Kubeconfig read(String text, Optional<String> context) throws IOException, Kubeconfig.Invalid {
        return Kubeconfig.read(Files.writeString(folder.resolve("config"), text), context);
    }

    private static String config(String cluster, String user) {
        return """
                apiVersion: v1
                kind: Config
                current-context: day
                clusters:
                  - {name: main, cluster: {%s}}
                users:
                  - {name: nightshift, user: {%s}}
                contexts:
                  - {name: day, context: {cluster: main, user: nightshift}}
                  - {name: night, context: {cluster: main, user: nightshift, namespace: shop}}
                """.formatted(cluster, user);
    }

    private List<String> problems(String text) {
        return problems(text, Optional.empty());
    }

    private List<String> problems(String text, Optional<String> context) {
        var thrown = catchThrowableOfType(Kubeconfig.Invalid.class, () -> read(text, context));
        assertThat(thrown).isNotNull().hasMessageNotContaining("canary");
        return thrown.problems();
    }

    @Test
    void takesTheContextThatIsAskedForElseTheCurrentOne() throws Exception {
        var text = config("server: 'https://10.0.0.1:6443'", "token: canary-1");
        var day = read(text, Optional.empty());
        assertThat(day.context()).isEqualTo("day");
        assertThat(day.namespace()).isEqualTo("default");
        assertThat(day.cluster()).isEqualTo("main");
        assertThat(day.access().server()).hasToString("https://10.0.0.1:6443");
        assertThat(day.access().token().get()).isEqualTo("canary-1");
        assertThat(day.toString()).doesNotContain("canary");
        assertThat(read(text, Optional.of("night")).namespace()).isEqualTo("shop");
    }

    @Test
    void aTokenFileIsReadAgainEachTimeAndWinsOverAToken() throws Exception {
        var file = Files.writeString(folder.resolve("token"), "canary-1");
        var access = read(config("server: 'https://10.0.0.1'", "token: canary-0, tokenFile: token"), Optional.empty())
                .access();
        assertThat(access.token().get()).isEqualTo("canary-1");
        Files.writeString(file, "canary-2\n");
        assertThat(access.token().get()).isEqualTo("canary-2\n");
    }

    @Test
    void readsCertificatesFromFilesBesideItAndFromData() throws Exception {
        Files.writeString(folder.resolve("ca.crt"), "PEM of the authority");
        var encoded =
                Base64.getEncoder().encodeToString("canary-key".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        var access = read(
                        config(
                                "server: 'https://10.0.0.1', certificate-authority: ca.crt",
                                "client-certificate-data: " + encoded + ", client-key-data: " + encoded),
                        Optional.empty())
                .access();
        assertThat(access.authority()).contains("PEM of the authority");
        assertThat(access.certificate().orElseThrow().key().get()).isEqualTo("canary-key");
        assertThat(access.token().get()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exec: {command: canary}|$.users[0].user.exec is not taken",
                "auth-provider: {name: canary}|$.users[0].user.auth-provider is not taken",
                "username: canary, password: canary|$.users[0].user.password is not taken",
                "tokenFile: canary|$.users[0].user.tokenFile names a file that cannot be read",
                "client-key-data: '***canary'|$.users[0].user must have both",
                "as: canary|$.users[0].user must have a token, a tokenFile or a client certificate"
            })
    void aUserThatCannotBeTakenIsNamedByItsPlace(String user, String problem) {
        assertThat(problems(config("server: 'https://10.0.0.1'", user)))
                .anySatisfy(told -> assertThat(told).startsWith(problem));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.0.0.1",
                "ftp://10.0.0.1",
                "https://canary:canary@10.0.0.1",
                "https://10.0.0.1?canary",
                "canary with spaces"
            })
    void aServerThatWouldGetTheTokenInClearTextIsRefused(String server) {
        assertThat(problems(config("server: '" + server + "'", "token: canary")))
                .containsExactly(
                        "$.clusters[0].cluster.server must be a URL such as https://HOST:6443 (http on this machine only)");
    }

    @Test
    void tellsAllThatIsWrongAtOnce() {
        var cluster = "server: 'http://canary', insecure-skip-tls-verify: true, certificate-authority: canary,"
                + " proxy-url: canary, tls-server-name: canary";
        assertThat(problems(config(cluster, "exec: {}"))).hasSize(7);
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThat(problems(config("server: 'https://10.0.0.1'", "token: canary"), Optional.of("canary")))
                .containsExactly("contexts has none of the name that is asked for");
        assertThat(problems("{}")).containsExactly("it has no current-context; name one");
        assertThat(problems("canary: [")).containsExactly("it is no YAML");
        assertThat(problems("canary")).isNotEmpty();
        assertThat(problems("x".repeat(2_000_000))).containsExactly("it has more than 1048576 bytes");
        assertThat(catchThrowableOfType(
                        Kubeconfig.Invalid.class, () -> Kubeconfig.read(folder.resolve("none"), Optional.empty())))
                .hasMessage("it cannot be read (NoSuchFileException)");
    }

    @Test
    void anAliasBombIsRefusedInNoTime() {
        var bomb = new StringBuilder("a0: &a0 [canary, canary]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a%1$d: &a%1$d [*a%2$d, *a%2$d, *a%2$d]%n".formatted(i, i - 1));
        }
        assertThat(problems(bomb.toString())).hasSize(1);
    }
}
