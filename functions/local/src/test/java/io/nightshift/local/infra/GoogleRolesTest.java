package io.nightshift.local.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.gcp.GcpRole;
import io.nightshift.gcp.RoleGrant;
import io.nightshift.local.Functions;
import io.nightshift.local.host.ChatPermissions;
import io.nightshift.local.host.FunctionPermissions;
import io.nightshift.policy.Parsed;
import io.nightshift.sandbox.contract.EvaluatedInfra;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What Terraform grants the functions on Google Cloud, as it evaluates {@code infra/gcp/environments/prod}, is what {@code
 * nightshift iam} says that they need, and nothing beyond it but a fixed list.
 */
final class GoogleRolesTest {

    private static final Path ENVIRONMENTS = IgnoredAttributes.INFRA.resolve("gcp/environments");

    private static final EvaluatedInfra PROD = EvaluatedInfra.of("gcp-environments-prod");

    private static final String PUBSUB = "service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com";
    private static final String LOGGING = "service-123456789012@gcp-sa-logging.iam.gserviceaccount.com";
    private static final String MONITORING =
            "service-123456789012@gcp-sa-monitoring-notification.iam.gserviceaccount.com";

    private static final String SECRETS = "service-123456789012@gcp-sa-secretmanager.iam.gserviceaccount.com";

    /** Who else gets which of Google's own roles, and on what: Google's agents, and the accounts that call a function. */
    private static final Map<String, Set<String>> OTHERS = Map.ofEntries(
            Map.entry("nightshift-push may roles/run.invoker", Set.of("nightshift")),
            Map.entry("nightshift-wake may roles/run.invoker", Set.of("nightshift")),
            Map.entry("promotion-push may roles/run.invoker", Set.of("promotion")),
            Map.entry("promotion-wake may roles/run.invoker", Set.of("promotion")),
            Map.entry("rotation-push may roles/run.invoker", Set.of("rotation")),
            Map.entry("rotation-wake may roles/run.invoker", Set.of("rotation")),
            Map.entry("chatops-push may roles/run.invoker", Set.of("chatops")),
            Map.entry("chatops-wake may roles/run.invoker", Set.of("chatops")),
            // The door is open; the function checks tokens, signatures and links.
            Map.entry("allUsers may roles/run.invoker", Set.of("promotion-door", "chatops-door")),
            Map.entry(
                    PUBSUB + " may roles/pubsub.publisher",
                    Set.of(
                            "nightshift-dead-letters",
                            "promotion-dead-letters",
                            "rotation-dead-letters",
                            "chatops-dead-letters")),
            Map.entry(
                    PUBSUB + " may roles/pubsub.subscriber",
                    Set.of(
                            "nightshift-alarms",
                            "nightshift-audit",
                            "nightshift-logs",
                            "nightshift-threats",
                            "promotion-pushes",
                            "rotation-rotations")),
            Map.entry(
                    LOGGING + " may roles/pubsub.publisher",
                    Set.of("nightshift-audit", "nightshift-logs", "nightshift-threats")),
            Map.entry(MONITORING + " may roles/pubsub.publisher", Set.of("nightshift-alarms")),
            Map.entry(SECRETS + " may roles/pubsub.publisher", Set.of("rotation-rotations")));

    /** A policy that changed without its rights, or rights that changed without the policy, fail here. */
    @ParameterizedTest
    @CsvSource({
        "dev,nightshift,remediation",
        "staging,nightshift,remediation",
        "prod,nightshift,remediation",
        "prod,promotion,promotion",
        "prod,rotation,rotation",
        "prod,chatops,chatops"
    })
    void theRightsOfAnEnvironmentAreThoseOfItsPolicy(String environment, String name, String function)
            throws IOException, JsonException {
        var folder = ENVIRONMENTS.resolve(environment);
        var project = "shop-" + environment;
        var role = new GcpRole(
                project,
                "(default)",
                "projects/" + project + "/locations/europe-west1/queues/" + name,
                "projects/" + project + "/topics/" + name + "-dead-letters");
        var policy =
                ((Parsed.Valid) Functions.PARSER.parse(Files.readAllBytes(folder.resolve(name + ".yaml")))).policy();
        var grants = permissions(function).gcp(role, Optional.of(policy), List.of());
        assertThat(Json.parse(Files.readAllBytes(folder.resolve(name + ".iam.json")), JsonLimits.DEFAULT))
                .as("write it anew: docs/deploy-google-cloud.md")
                .isEqualTo(Json.arr(grants.stream().map(RoleGrant::toJson).toList()));
    }

    private static FunctionPermissions permissions(String function) {
        if (function.equals(ChatPermissions.NAME)) {
            return new ChatPermissions();
        }
        return Functions.ALL.all().stream()
                .flatMap(one -> one.permissions().entrySet().stream())
                .filter(one -> one.getKey().equals(function))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"nightshift", "promotion", "rotation", "chatops"})
    void eachFunctionGetsExactlyItsCustomRoles(String name) throws IOException, JsonException {
        var roles = new TreeMap<String, Set<String>>();
        for (var role : PROD.ofType("google_project_iam_custom_role").values()) {
            roles.put(
                    "projects/shop-prod/roles/" + role.at("role_id").text(),
                    Set.copyOf(role.at("permissions").strings()));
        }
        var granted = new TreeMap<String, Set<String>>();
        for (var grant : grants()) {
            if (who(grant).equals(name)) {
                granted.put(
                        grant.at("role").text(),
                        roles.getOrDefault(grant.at("role").text(), Set.of()));
            }
        }
        assertThat(granted).isEqualTo(needed(name));
    }

    @Test
    void theLedgersRoleReachesOneDatabase() throws JsonException {
        for (var member : PROD.ofType("google_project_iam_member").entrySet()) {
            boolean isLedger = member.getKey().endsWith(".ledger");
            assertThat(member.getValue().at("condition").items()).hasSize(isLedger ? 1 : 0);
            if (isLedger) {
                assertThat(member.getValue()
                                .at("condition")
                                .at(0)
                                .at("expression")
                                .text())
                        .isEqualTo("resource.name == \"projects/shop-prod/databases/nightshift\"");
            }
        }
    }

    @Test
    void nobodyElseGetsMoreThanItIsThereFor() throws JsonException {
        var others = new TreeMap<String, Set<String>>();
        for (var grant : grants()) {
            if (!Set.of("nightshift", "promotion", "rotation", "chatops").contains(who(grant))) {
                others.computeIfAbsent(who(grant) + " may " + grant.at("role").text(), each -> new TreeSet<>())
                        .add(on(grant));
            }
        }
        assertThat(others).isEqualTo(OTHERS);
    }

    private static Map<String, Set<String>> needed(String name) throws IOException, JsonException {
        var needed = new TreeMap<String, Set<String>>();
        var file = ENVIRONMENTS.resolve("prod").resolve(name + ".iam.json");
        for (var grant : View.of(Json.parse(Files.readAllBytes(file), JsonLimits.DEFAULT))
                .items()) {
            var title =
                    grant.at("role", "title").text().replace("Nightshift: ", "").replace(' ', '_');
            needed.put(
                    "projects/shop-prod/roles/" + name + "_" + title,
                    Set.copyOf(grant.at("role", "includedPermissions").strings()));
        }
        return needed;
    }

    private static List<View> grants() {
        return List.of(
                        "google_project_iam_member",
                        "google_pubsub_topic_iam_member",
                        "google_pubsub_subscription_iam_member",
                        "google_cloud_run_v2_service_iam_member",
                        "google_cloud_tasks_queue_iam_member",
                        "google_service_account_iam_member")
                .stream()
                .flatMap(type -> PROD.ofType(type).values().stream())
                .toList();
    }

    /** Accounts of the project by their names, others by their addresses. */
    private static String who(View grant) throws JsonException {
        return grant.at("member")
                .text()
                .replace("serviceAccount:", "")
                .replace("@shop-prod.iam.gserviceaccount.com", "");
    }

    private static String on(View grant) throws JsonException {
        var name = grant.firstOf("topic", "subscription", "name").text();
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
