package io.nightshift.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.RotatedSecret;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator types about secrets. */
class RotationCommandsTest {

    private static final List<String> CREDENTIALS = List.of("aws.accessKeyId", "aws.secretAccessKey");
    private static final String VERSION = "00000000-0000-0000-0000-000000000000";

    private final AwsStandIn aws = new AwsStandIn();
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void place() {
        CREDENTIALS.forEach(name -> System.setProperty(name, "canary"));
        environment.put("NIGHTSHIFT_AWS_ENDPOINT", aws.endpoint().toString());
        environment.put("NIGHTSHIFT_AWS_ACCOUNT", AwsStandIn.ACCOUNT);
        environment.put("NIGHTSHIFT_AWS_REGIONS", AwsStandIn.REGION);
        environment.put("NIGHTSHIFT_POLICY_TEXT", """
                version: 1
                rules: []
                defaults: {mode: act, page: ops}
                channels: {ops: {kind: console}}
                secrets:
                  db: {secret: shop/db, engine: postgres, tls: {mode: plaintext}}
                """);
        secret("127.0.0.1");
    }

    /** A port on which nothing listens. */
    private void secret(String host) {
        var value = Json.obj().with("port", 9).with("username", "app").with("password", "canary-0");
        aws.place(new RotatedSecret("shop/db", VERSION, (host.isEmpty() ? value : value.with("host", host)).text()));
    }

    @AfterEach
    void end() {
        CREDENTIALS.forEach(System::clearProperty);
        aws.close();
    }

    private Typed typed(String... words) {
        return Typed.nightshift(environment, words);
    }

    private Typed rotate(String... more) {
        var words = new java.util.ArrayList<>(List.of(
                "rotate", "shop/db", "--ledger", folder.resolve("ledger.db").toString()));
        words.addAll(List.of(more));
        return typed(words.toArray(String[]::new));
    }

    @Test
    void aDryRunNamesWhatIsWrongAndWritesNothing() throws Exception {
        var typed = rotate("--dry-run", "--json");
        assertThat(typed.exit()).isEqualTo(ExitCode.NO);
        assertThat(typed.json().at("state").text()).isEqualTo("NOT_NEEDED");
        assertThat(typed.json().at("reason").text()).contains("dry run: ", "host");
        assertThat(aws.changes()).isEmpty();
        assertThat(typed.out() + typed.err()).doesNotContain("canary");
    }

    @Test
    void aMissingFieldIsNamedAndGoesToAHuman() {
        secret("");
        var typed = rotate();
        assertThat(typed.exit()).isEqualTo(ExitCode.NO);
        assertThat(typed.out()).contains("ESCALATED", "the secret's value has no host; add it to the JSON object");
        assertThat(aws.changes()).isEmpty();
    }

    @Test
    void aNameThatNoEntryHasGetsTheNearestOne() {
        var typed = typed(
                "rotate", "shop/bd", "--ledger", folder.resolve("ledger.db").toString());
        assertThat(typed.exit()).isEqualTo(ExitCode.NO);
        assertThat(typed.err()).contains("no entry of the policy's section secrets matches shop/bd", "shop/db");
    }

    @Test
    void checkFindsWhatIsWrongAndSaysTheFix() throws Exception {
        aws.alter(
                RotatedSecret.class,
                "rotated-secret/shop/db",
                secret -> secret.withDetail("RotationEnabled", Json.of(true))
                        .withDetail("NextRotationDate", Json.of(1_700_000_000))
                        .withDetail("LastRotatedDate", Json.of(1_600_000_000))
                        .withDetail("LastAccessedDate", Json.of(1_600_000_000)));
        var typed = typed("secrets", "check", "--json");
        assertThat(typed.exit()).isEqualTo(ExitCode.NO);
        assertThat(typed.out())
                .contains(
                        "\"stuck\"",
                        "\"overdue\"",
                        "\"unused\"",
                        "\"cannot-rotate\"",
                        "nightshift rotate shop/db --now")
                .doesNotContain("canary");
        assertThat(typed("secrets", "check", "shop/db").out()).contains("fix: ");
        assertThat(aws.changes()).isEmpty();
    }
}
