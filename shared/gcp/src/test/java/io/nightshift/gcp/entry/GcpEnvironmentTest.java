package io.nightshift.gcp.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightshift.entry.PolicySections;
import io.nightshift.gcp.CloudTasksTimers;
import io.nightshift.gcp.GcpMember;
import io.nightshift.gcp.entry.GcpConfiguration.LedgerPlace;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GcpEnvironmentTest {

    private final Map<String, String> variables = new TreeMap<>(Map.of(
            "NIGHTSHIFT_POLICY_TEXT",
            "version: 1\nrules: []\n",
            "NIGHTSHIFT_PROJECT",
            "shop-prod",
            "NIGHTSHIFT_DEAD_LETTER_TOPIC",
            "projects/shop-prod/topics/nightshift-dead-letters"));

    private GcpConfiguration read() {
        return GcpEnvironment.read(variables, PolicySections.parser());
    }

    private void timers() {
        variables.put("NIGHTSHIFT_TASK_QUEUE", "projects/shop-prod/locations/europe-west1/queues/nightshift");
        variables.put("NIGHTSHIFT_WAKE_URL", "https://nightshift-365415247865.europe-west1.run.app");
        variables.put("NIGHTSHIFT_WAKE_ACCOUNT", "timers@shop-prod.iam.gserviceaccount.com");
    }

    @Test
    void whatIsNotSetHasItsDefault() {
        var configuration = read();
        assertThat(configuration.projects()).containsExactly("shop-prod");
        assertThat(configuration.ledger()).isEqualTo(new LedgerPlace("(default)", "nightshift-"));
        assertThat(configuration.timers()).isEmpty();
        assertThat(configuration.standIns().any()).isFalse();
        assertThat(configuration.common().retention()).isEmpty();
    }

    @Test
    void whatIsSetIsTaken() {
        timers();
        variables.put("NIGHTSHIFT_MORE_PROJECTS", "shop-data, example.com:shop-old");
        variables.put("NIGHTSHIFT_FIRESTORE_DATABASE", "nightshift");
        variables.put("NIGHTSHIFT_FIRESTORE_PREFIX", "remediation-");
        var configuration = read();
        assertThat(configuration.projects())
                .containsExactlyInAnyOrder("shop-prod", "shop-data", "example.com:shop-old");
        assertThat(configuration.ledger()).isEqualTo(new LedgerPlace("nightshift", "remediation-"));
        assertThat(configuration.timers().orElseThrow())
                .extracting(
                        CloudTasksTimers.Settings::project,
                        CloudTasksTimers.Settings::location,
                        CloudTasksTimers.Settings::queue)
                .containsExactly("shop-prod", "europe-west1", "nightshift");
    }

    @ParameterizedTest
    @CsvSource({
        "NIGHTSHIFT_PROJECT,Shop_canary",
        "NIGHTSHIFT_MORE_PROJECTS,'shop-data,canary/..'",
        "NIGHTSHIFT_FIRESTORE_DATABASE,canary/x",
        "NIGHTSHIFT_FIRESTORE_PREFIX,canary/x",
        "NIGHTSHIFT_DEAD_LETTER_TOPIC,canary",
        "NIGHTSHIFT_TASK_QUEUE,projects/shop-prod/queues/canary",
        "NIGHTSHIFT_WAKE_URL,http://canary.example.com",
        "NIGHTSHIFT_WAKE_ACCOUNT,canary",
        "NIGHTSHIFT_GCP_ENDPOINT,canary",
        "NIGHTSHIFT_WEBHOOK_CLUSTER_KEY,projects/canary/secrets/x"
    })
    void aWrongValueIsNamedAndNotRepeated(String name, String value) {
        timers();
        variables.put("NIGHTSHIFT_WEBHOOK_CLUSTER_URL", "https://hooks.example.com/x");
        variables.put("NIGHTSHIFT_WEBHOOK_CLUSTER_KEY", "secret");
        variables.put(name, value);
        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(name)
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @CsvSource({"NIGHTSHIFT_PROJECT", "NIGHTSHIFT_DEAD_LETTER_TOPIC"})
    void whatIsRequiredIsAskedFor(String name) {
        variables.remove(name);
        assertThatThrownBy(this::read).hasMessageContaining(name + " is missing");
    }

    @ParameterizedTest
    @CsvSource({"NIGHTSHIFT_TASK_QUEUE", "NIGHTSHIFT_WAKE_URL", "NIGHTSHIFT_WAKE_ACCOUNT"})
    void timersAreSetAsAWholeOrNotAtAll(String name) {
        timers();
        variables.remove(name);
        assertThatThrownBy(this::read).hasMessageContaining(name + " is missing");
    }

    @Test
    void halfAStandInIsRefused() {
        variables.put("NIGHTSHIFT_FIRESTORE_ENDPOINT", "http://127.0.0.1:8080");
        assertThatThrownBy(this::read).hasMessageContaining("belong together");
    }

    @Test
    void aSecretMayBeNamedInstead() {
        variables.put("NIGHTSHIFT_WEBHOOK_CLUSTER_URL", "https://hooks.example.com/x");
        variables.put("NIGHTSHIFT_WEBHOOK_CLUSTER_KEY", "projects/shop-prod/secrets/hook/versions/latest");
        var hook =
                Optional.ofNullable(read().common().webhooks().get("cluster")).orElseThrow();
        assertThat(hook.key().value(name -> "read from " + name))
                .isEqualTo("read from projects/shop-prod/secrets/hook/versions/latest");
    }

    @Test
    void otherProjectsHaveAServiceAccountEach() {
        variables.put("NIGHTSHIFT_MEMBER_PROJECTS", """
                [{"project": "data-prod", "serviceAccount": "nightshift@data-prod.iam.gserviceaccount.com",
                  "subscriptions": ["projects/shop-prod/subscriptions/data"]},
                 {"project": "example.com:old-prod", "serviceAccount": "a@b.iam.gserviceaccount.com"}]
                """);
        variables.put("NIGHTSHIFT_SINK_SUBSCRIPTIONS", "projects/shop-prod/subscriptions/logs");
        var members = read().members();
        assertThat(members.projects())
                .containsExactly(
                        new GcpMember(
                                "data-prod",
                                "nightshift@data-prod.iam.gserviceaccount.com",
                                Set.of("projects/shop-prod/subscriptions/data")),
                        new GcpMember("example.com:old-prod", "a@b.iam.gserviceaccount.com", Set.of()));
        assertThat(members.sinks()).containsExactly("projects/shop-prod/subscriptions/logs");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    canary | NIGHTSHIFT_MEMBER_PROJECTS is not JSON
                    [{"serviceAccount": "a@b.iam.gserviceaccount.com"}] | NIGHTSHIFT_MEMBER_PROJECTS[0].project is missing
                    [{"project": "data-prod", "serviceAccount": "canary@example.com"}] | NIGHTSHIFT_MEMBER_PROJECTS[0].serviceAccount is invalid
                    [{"project": "shop-prod", "serviceAccount": "a@b.iam.gserviceaccount.com"}] | NIGHTSHIFT_MEMBER_PROJECTS[0] is one of the host's own
                    [{"project": "data-prod", "serviceAccount": "a@b.iam.gserviceaccount.com", "subscriptions": ["canary"]}] | NIGHTSHIFT_MEMBER_PROJECTS[0].subscriptions is invalid
                    [{"project": "data-prod", "canary": "a@b.iam.gserviceaccount.com"}] | NIGHTSHIFT_MEMBER_PROJECTS[0] is invalid: expected an object with project, serviceAccount, subscriptions
                    """)
    void anInvalidMemberIsNamedByItsEntry(String json, String problem) {
        variables.put("NIGHTSHIFT_MEMBER_PROJECTS", json);
        assertThatThrownBy(this::read)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(problem)
                .hasMessageNotContaining("canary");
    }
}
