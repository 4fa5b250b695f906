package io.nightshift.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VariablesTest {

    private static final String POLICY = """
            version: 1
            defaults: {mode: act, page: ops}
            channels:
              ops: {kind: webhook, url-from-env: NIGHTSHIFT_ON_CALL_URL}
              log: {kind: console}
            rules: []
            """;

    private final Map<String, String> set = new TreeMap<>(Map.of(
            "NIGHTSHIFT_POLICY_TEXT", POLICY,
            "NIGHTSHIFT_ON_CALL_URL", "https://on-call.example/canary-token",
            "NIGHTSHIFT_ON_CALL_KEY", "canary-on-call-key"));

    /** Secrets are named by {@code vault:} here. */
    private Variables variables() {
        return new Variables(set, value -> {
            if (value.equals("vault:")) {
                throw new IllegalArgumentException("expected vault:NAME");
            }
            return value.startsWith("vault:");
        });
    }

    private CommonConfig common() {
        var variables = variables();
        variables.refuseUnknown(List.of(new EnvironmentVariable("NIGHTSHIFT_TABLE", true, "The table.")));
        var common = variables.common(PolicySections.parser());
        variables.check();
        return common.orElseThrow();
    }

    /** What is told about them; no value is ever in it. */
    private List<String> problems() {
        try {
            common();
            return List.of();
        } catch (IllegalStateException e) {
            assertThat(e)
                    .hasMessageStartingWith("the function is not configured right:\n")
                    .hasMessageNotContaining("canary")
                    .hasNoCause();
            return String.valueOf(e.getMessage()).lines().skip(1).toList();
        }
    }

    @Test
    void theHeadersOfTheCollectorOfTracesAreASecret() {
        set.put("OTEL_EXPORTER_OTLP_ENDPOINT", "https://otlp.example");
        set.put("OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20canary");
        assertThat(common()).asString().doesNotContain("canary");
        assertThat(common().traces().orElseThrow().headers(SecretStore.NONE).get())
                .isEqualTo(Map.of("authorization", "Bearer canary"));

        set.put("OTEL_EXPORTER_OTLP_HEADERS", "vault:traces");
        assertThat(common().traces()
                        .orElseThrow()
                        .headers(name -> name.equals("vault:traces") ? "key=canary" : "")
                        .get())
                .isEqualTo(Map.of("key", "canary"));

        set.put("OTEL_EXPORTER_OTLP_HEADERS", "Bearer canary");
        assertThat(problems())
                .containsExactly(
                        "OTEL_EXPORTER_OTLP_HEADERS is not right: expected NAME=VALUE pairs, separated by commas");
        set.remove("OTEL_EXPORTER_OTLP_ENDPOINT");
        assertThat(problems())
                .contains("OTEL_EXPORTER_OTLP_HEADERS needs OTEL_EXPORTER_OTLP_ENDPOINT, which is missing");
    }

    @Test
    void readsWhatIsRight() {
        set.put("NIGHTSHIFT_RETENTION_DAYS", "30");
        set.put("NIGHTSHIFT_WEBHOOK_CLUSTER_TEAM_URL", "https://cluster.example/restart");
        set.put("NIGHTSHIFT_WEBHOOK_CLUSTER_TEAM_KEY", "canary-key");
        set.put("NIGHTSHIFT_DATABASE_ORDERS_URL", "jdbc:postgresql://orders/shop");
        set.put("NIGHTSHIFT_DATABASE_ORDERS_USER", "shift");
        set.put("NIGHTSHIFT_DATABASE_ORDERS_PASSWORD", "vault:canary-name");

        var common = common();

        assertThat(common.retention()).contains(Duration.ofDays(30));
        assertThat(common.policy().channels()).containsOnlyKeys("ops", "log");
        assertThat(common.webhooks()).containsOnlyKeys("cluster-team");
        assertThat(common.channels()).containsOnlyKeys("ops");
        assertThat(common.databases()).hasEntrySatisfying("orders", orders -> {
            assertThat(orders.user()).isEqualTo("shift");
            assertThat(orders.password().value(name -> name + " read")).isEqualTo("vault:canary-name read");
        });
        assertThat(common.webhooks())
                .hasEntrySatisfying(
                        "cluster-team",
                        hook -> assertThat(hook.key().value(SecretStore.NONE)).isEqualTo("canary-key"));
        assertThat(common).asString().doesNotContain("canary").contains("(secret)");
    }

    @Test
    void anUnknownVariableIsNamedWithTheOneThatWasProbablyMeant() {
        set.put("NIGHTSHIFT_TABEL", "canary");
        set.put("NIGHTSHIFT_RETENTON_DAYS", "canary");
        set.put("NIGHTSHIFT_\nFAKE", "canary");
        set.put("OTHERS_TABEL", "is nobody's business here");

        assertThat(problems())
                .satisfiesExactly(
                        fake -> assertThat(fake).startsWith("NIGHTSHIFT_?FAKE is no known variable"),
                        retention -> assertThat(retention)
                                .isEqualTo("NIGHTSHIFT_RETENTON_DAYS is no known variable; did you mean"
                                        + " `NIGHTSHIFT_RETENTION_DAYS`?"),
                        table -> assertThat(table)
                                .isEqualTo("NIGHTSHIFT_TABEL is no known variable; did you mean `NIGHTSHIFT_TABLE`?"));
    }

    @Test
    void theVariablesThatThePolicyNamesForAChannelAreKnown() {
        assertThat(problems()).isEmpty();

        set.remove("NIGHTSHIFT_ON_CALL_KEY");
        assertThat(problems())
                .containsExactly("channel ops needs NIGHTSHIFT_ON_CALL_URL and NIGHTSHIFT_ON_CALL_KEY; "
                        + "NIGHTSHIFT_ON_CALL_KEY is missing");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        set.put("NIGHTSHIFT_TABEL", "canary");
        set.put("NIGHTSHIFT_RETENTION_DAYS", "canary");
        set.put("NIGHTSHIFT_WEBHOOK_A_KEY", "canary");
        set.put("NIGHTSHIFT_DATABASE_B_USER", "canary");
        set.put(
                "NIGHTSHIFT_POLICY_TEXT",
                POLICY.replace("mode: act", "mode: atc").replace("kind: console", "kind: consle"));

        assertThat(problems())
                .hasSizeGreaterThanOrEqualTo(6)
                .noneMatch(line -> line.startsWith("NIGHTSHIFT_ON_CALL"))
                .anyMatch(line -> line.startsWith("NIGHTSHIFT_TABEL "))
                .anyMatch(line -> line.startsWith("NIGHTSHIFT_RETENTION_DAYS "))
                .anyMatch(line -> line.startsWith("webhook a needs NIGHTSHIFT_WEBHOOK_A_URL"))
                .anyMatch(line -> line.startsWith("database b needs NIGHTSHIFT_DATABASE_B_URL"))
                .anyMatch(line -> line.startsWith("NIGHTSHIFT_POLICY_TEXT:2:"))
                .anyMatch(line -> line.startsWith("NIGHTSHIFT_POLICY_TEXT:5:"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary",
                "http://canary.example/x",
                "https://user:canary@h/x",
                "https://h/canary space",
                "https:///canary",
                "ht!tp://canary",
                "https://h/#canary"
            })
    void aUrlThatNoSignedOrderMayGoToIsRefusedWithoutRepeatingIt(String url) {
        set.put("NIGHTSHIFT_ON_CALL_URL", url);
        set.put("NIGHTSHIFT_WEBHOOK_A_URL", url);
        set.put("NIGHTSHIFT_WEBHOOK_A_KEY", "canary");

        assertThat(problems())
                .satisfiesExactlyInAnyOrder(
                        hook -> assertThat(hook).startsWith("NIGHTSHIFT_WEBHOOK_A_URL is not right"),
                        channel -> assertThat(channel).startsWith("NIGHTSHIFT_ON_CALL_URL is not right"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jdbc:mysql://canary", "jdbc:postgresql://u:canary@h/d", "jdbc:postgresql://h/d?password=canary"
            })
    void aDatabaseUrlThatIsNoneOrHoldsAPasswordIsRefusedWithoutRepeatingIt(String url) {
        set.put("NIGHTSHIFT_DATABASE_A_URL", url);
        set.put("NIGHTSHIFT_DATABASE_A_USER", "shift");
        set.put("NIGHTSHIFT_DATABASE_A_PASSWORD", "canary");

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("NIGHTSHIFT_DATABASE_A_URL is not right: the URL of database a");
    }

    @Test
    void aNameThatCanBeNoSecretsIsRefused() {
        set.put("NIGHTSHIFT_ON_CALL_KEY", "vault:");
        set.put("NIGHTSHIFT_DATABASE_A_URL", "jdbc:postgresql://h/d");
        set.put("NIGHTSHIFT_DATABASE_A_USER", "shift");
        set.put("NIGHTSHIFT_DATABASE_A_PASSWORD", "vault:");

        assertThat(problems())
                .containsExactlyInAnyOrder(
                        "NIGHTSHIFT_ON_CALL_KEY is not right: expected vault:NAME",
                        "NIGHTSHIFT_DATABASE_A_PASSWORD is not right: expected vault:NAME");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "100000", "1.5", "thirty", " 7"})
    void aRetentionThatIsNoNumberOfDaysIsRefused(String days) {
        set.put("NIGHTSHIFT_RETENTION_DAYS", days);
        assertThat(problems())
                .containsExactly(
                        "NIGHTSHIFT_RETENTION_DAYS is not right; expected a whole number of days from 1 to 99999");
    }

    @Test
    void aBlankVariableIsNotSet() {
        set.put("NIGHTSHIFT_RETENTION_DAYS", " ");
        set.put("NIGHTSHIFT_POLICY", "");
        assertThat(common().retention()).isEmpty();
    }

    @Test
    void thePolicyIsReadFromAFileToo(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("nightshift.yaml"), POLICY);
        set.remove("NIGHTSHIFT_POLICY_TEXT");
        set.put("NIGHTSHIFT_POLICY", file.toString());
        assertThat(common().policy().channels()).containsOnlyKeys("ops", "log");

        set.put("NIGHTSHIFT_POLICY", folder.resolve("canary.yaml").toString());
        assertThat(problems()).containsExactly("NIGHTSHIFT_POLICY: the file cannot be read: NoSuchFileException");

        set.put("NIGHTSHIFT_POLICY_TEXT", POLICY);
        assertThat(problems())
                .containsExactly("expected one of NIGHTSHIFT_POLICY (a path) and NIGHTSHIFT_POLICY_TEXT (the YAML)");
    }

    @Test
    void aTextAndAUrlOfACloudAreCheckedToo() {
        set.put("NIGHTSHIFT_TABLE", "canary table");
        set.put("NIGHTSHIFT_ENDPOINT", "canary");
        var variables = variables();

        variables.text("NIGHTSHIFT_TABLE", Pattern.compile("[a-z]+"), "the name of a table");
        variables.text("NIGHTSHIFT_ACCOUNT", Pattern.compile("\\d{12}"), "12 digits");
        assertThat(variables.uri("NIGHTSHIFT_ENDPOINT", false)).isEmpty();
        assertThat(variables.uri("NIGHTSHIFT_QUEUE", true)).isEmpty();
        assertThat(variables.uri("NIGHTSHIFT_OTHER", false)).isEmpty();

        assertThatThrownBy(variables::check).hasMessage("""
                        the function is not configured right:
                        NIGHTSHIFT_TABLE is not right; expected the name of a table
                        NIGHTSHIFT_ACCOUNT is missing; expected 12 digits
                        NIGHTSHIFT_ENDPOINT is not right; expected a URL
                        NIGHTSHIFT_QUEUE is missing; expected a URL""");
    }
}
