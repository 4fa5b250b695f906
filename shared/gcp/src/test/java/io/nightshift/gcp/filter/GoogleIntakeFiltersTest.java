package io.nightshift.gcp.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.gcp.entry.HttpEventHandler;
import io.nightshift.sandbox.contract.EvaluatedInfra;
import io.nightshift.sandbox.contract.Sample;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Runs the filters of {@code infra/gcp/modules/intake}, as Terraform evaluates them, against every sample of {@code events/gcp}:
 * each event reaches its topic, and none a wrong one.
 */
final class GoogleIntakeFiltersTest {

    private static final EvaluatedInfra INTAKE = EvaluatedInfra.of("gcp-modules-intake");

    /** Every log entry of the samples that a sink takes. All others must reach no sink. */
    private static final Map<String, List<String>> ENTRIES = Map.of(
            "audit",
            List.of(
                    "audit/backend-service-deleted",
                    "audit/bucket-made-public",
                    "audit/cloud-sql-automatic-backup",
                    "audit/eventarc-binary",
                    "audit/firewall-opened",
                    "audit/host-error",
                    "audit/instance-stopped-pubsub",
                    "audit/node-pool-deleted",
                    "audit/policy-of-the-project",
                    "audit/secret-version-destroyed",
                    "audit/service-account-key-created",
                    "audit/service-account-key-uploaded",
                    "audit/service-replaced",
                    "pubsub/cloudevent-in-attributes"),
            "logs",
            List.of(
                    "logging/cloud-function",
                    "logging/cloud-run-json-without-message",
                    "logging/cloud-run-json",
                    "logging/cloud-run-request",
                    "logging/cloud-run-text",
                    "logging/cloud-sql-postgres",
                    "logging/gce-serial-port",
                    "logging/gke-daemon-set",
                    "logging/gke-deployment",
                    "logging/load-balancer",
                    // Cloud Logging never writes these two; the decoder rejects them.
                    "logging/no-log-name",
                    "logging/without-insert-id"),
            "threats",
            List.of("scc/threat-log"),
            "backups",
            List.of("backupdr/backup-succeeded", "backupdr/restore-failed"));

    /** Every message with attributes that a filter of a subscription takes. */
    private static final Map<String, List<String>> MESSAGES = Map.of(
            "budgets",
            List.of(
                    "billing/budget-both-thresholds",
                    "billing/budget-exceeded",
                    "billing/budget-forecast",
                    "billing/budget-holds",
                    "billing/budget-last-month",
                    "billing/budget-last-periods-whole-numbers"),
            "builds",
            List.of("cloudbuild/failed"),
            "clusters",
            List.of("gke/security-bulletin", "gke/upgrade"),
            "deploys",
            List.of("clouddeploy/rollout-failed"),
            "objects",
            List.of("storage/object-finalized"));

    /** Entries of the samples that nobody acts on by default: reads, refusals, failures, and services that are not named. */
    private static final List<String> NOWHERE = List.of(
            "audit/database-connected",
            "audit/database-patched",
            "audit/deployment-of-a-cluster",
            "audit/firestore-backups-stopped",
            "audit/instance-read",
            "audit/object-created",
            "audit/permission-denied",
            "audit/secret-read",
            "audit/token-generated",
            "audit/topic-created",
            "audit/without-a-name",
            "audit/without-method",
            "backupdr/backup-running",
            "logging/organization-log",
            "logging/without-resource");

    @Test
    void eachLogEntryReachesExactlyItsSink() {
        var reached = new TreeMap<String, List<String>>();
        var nowhere = new ArrayList<String>();
        for (var sample : Sample.all("gcp")) {
            entry(sample).ifPresent(entry -> {
                var sinks = taking(sinks(), entry);
                sinks.forEach(sink ->
                        reached.computeIfAbsent(sink, each -> new ArrayList<>()).add(name(sample)));
                if (sinks.isEmpty()) {
                    nowhere.add(name(sample));
                }
            });
        }
        assertThat(reached).isEqualTo(ENTRIES);
        assertThat(nowhere).containsExactlyInAnyOrderElementsOf(NOWHERE);
    }

    @Test
    void eachMessageReachesExactlyItsSubscription() {
        var reached = new TreeMap<String, List<String>>();
        for (var sample : Sample.all("gcp")) {
            taking(subscriptions(), attributes(sample)).stream()
                    .filter(to -> !to.equals("rotations"))
                    .forEach(to -> reached.computeIfAbsent(to, each -> new ArrayList<>())
                            .add(name(sample)));
        }
        assertThat(reached).isEqualTo(MESSAGES);
    }

    /** Versions and labels that a rotation writes are messages of the same topic: they would start it again. */
    @Test
    void onlySecretManagersReminderStartsARotation() {
        for (var type : List.of(
                "SECRET_ROTATE", "SECRET_UPDATE", "SECRET_VERSION_ADD", "SECRET_VERSION_DISABLE", "TOPIC_CONFIGURED")) {
            assertThat(taking(subscriptions(), Map.of("eventType", type)).contains("rotations"))
                    .as(type)
                    .isEqualTo(type.equals("SECRET_ROTATE"));
        }
        for (var sample : Sample.all("gcp")) {
            assertThat(taking(subscriptions(), attributes(sample)).contains("rotations"))
                    .as(sample.name())
                    .isEqualTo("SECRET_ROTATE".equals(attributes(sample).get("eventType")));
        }
    }

    /** A topic that one service of Google fills needs no filter; every source has a subscription all the same. */
    @Test
    void everySourceHasASubscriptionOfItsOwnTopic() throws JsonException {
        var topics = new TreeMap<String, String>();
        for (var one : pushes().entrySet()) {
            var topic = one.getValue().at("topic").text();
            topics.put(one.getKey(), topic.substring(topic.lastIndexOf('/') + 1));
        }
        assertThat(topics)
                .containsEntry("pushes", "gcr")
                .containsEntry("builds", "cloud-builds")
                .containsEntry("deploys", "clouddeploy-operations")
                .containsEntry("alarms", "nightshift-alarms")
                .containsEntry("rotations", "nightshift-rotations")
                .hasSize(13);
        assertThat(topics.values()).doesNotHaveDuplicates();
        for (var sink : INTAKE.ofType("google_logging_project_sink").entrySet()) {
            var source = EvaluatedInfra.key(sink.getKey());
            assertThat(sink.getValue().at("destination").text())
                    .isEqualTo("pubsub.googleapis.com/projects/shop-prod/topics/" + topics.get(source));
        }
    }

    /** What reaches the function is an event to it, but for messages that only its content tells apart. */
    @Test
    void whatReachesTheFunctionIsASignal() {
        var decoders = HttpEventHandler.decoders();
        var without = new ArrayList<String>();
        for (var sample : Sample.all("gcp")) {
            boolean reaches = ENTRIES.values().stream().anyMatch(names -> names.contains(name(sample)))
                    || MESSAGES.values().stream().anyMatch(names -> names.contains(name(sample)));
            if (reaches && decoders.decode(sample.payload()).signals().isEmpty()) {
                without.add(name(sample));
            }
        }
        assertThat(without).containsExactly("billing/budget-holds", "logging/no-log-name", "logging/without-insert-id");
    }

    @Test
    void whatNightshiftDidOrLoggedItselfReachesNoSink() throws JsonException {
        var act = entry(Sample.of("gcp", "audit/firewall-opened.json"));
        assertThat(taking(sinks(), act.orElseThrow())).containsExactly("audit");
        assertThat(taking(sinks(), replaced(act, "dana@example.com", "nightshift@shop-prod.iam.gserviceaccount.com")))
                .isEmpty();

        var log = entry(Sample.of("gcp", "logging/cloud-run-text.json"));
        assertThat(taking(sinks(), log.orElseThrow())).containsExactly("logs");
        assertThat(taking(sinks(), replaced(log, "\"checkout\"", "\"nightshift\"")))
                .isEmpty();
    }

    private static Json replaced(Optional<Json> entry, String text, String by) throws JsonException {
        var before = entry.orElseThrow().text();
        assertThat(before).contains(text);
        return Json.parse(before.replace(text, by));
    }

    private static <T> List<String> taking(Map<String, Predicate<T>> filters, T it) {
        return filters.entrySet().stream()
                .filter(filter -> filter.getValue().test(it))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Map<String, Predicate<Json>> sinks() {
        var filters = new TreeMap<String, Predicate<Json>>();
        INTAKE.ofType("google_logging_project_sink")
                .forEach((address, sink) ->
                        filters.put(EvaluatedInfra.key(address), LogFilter.of(text(sink, "filter"))));
        return filters;
    }

    private static Map<String, Predicate<Map<String, String>>> subscriptions() {
        var filters = new TreeMap<String, Predicate<Map<String, String>>>();
        pushes().forEach((source, push) -> {
            if (push.at("filter").exists()) {
                filters.put(source, MessageFilter.of(text(push, "filter")));
            }
        });
        return filters;
    }

    private static Map<String, View> pushes() {
        var pushes = new TreeMap<String, View>();
        INTAKE.ofType("google_pubsub_subscription").forEach((address, push) -> {
            if (!EvaluatedInfra.key(address).isEmpty()) {
                pushes.put(EvaluatedInfra.key(address), push);
            }
        });
        return pushes;
    }

    private static String text(View resource, String name) {
        try {
            return resource.at(name).text();
        } catch (JsonException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The log entry in a sample: plain, in a Pub/Sub message, or in a CloudEvent of Eventarc that is the entry itself. */
    private static Optional<Json> entry(Sample sample) {
        return parsed(sample.bytes())
                .map(json ->
                        message(json).flatMap(GoogleIntakeFiltersTest::data).orElse(json))
                .filter(json -> View.of(json).isObject())
                .filter(json -> View.of(json).at("logName").exists()
                        || View.of(json).at("protoPayload").exists());
    }

    private static Map<String, String> attributes(Sample sample) {
        try {
            var message = parsed(sample.bytes()).flatMap(GoogleIntakeFiltersTest::message);
            return message.isPresent() && message.get().at("attributes").exists()
                    ? message.get().at("attributes").texts()
                    : Map.of();
        } catch (JsonException e) {
            throw new IllegalArgumentException(sample.name(), e);
        }
    }

    private static Optional<View> message(Json json) {
        var view = View.of(json);
        return view.isObject() && view.at("message").isObject() ? Optional.of(view.at("message")) : Optional.empty();
    }

    private static Optional<Json> data(View message) {
        try {
            return parsed(Base64.getDecoder().decode(message.at("data").textOr("")));
        } catch (JsonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Json> parsed(byte[] bytes) {
        try {
            return Optional.of(Json.parse(new String(bytes, UTF_8), JsonLimits.DEFAULT));
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    private static String name(Sample sample) {
        return sample.name().replace(".json", "");
    }
}
