package io.nightshift.rotation.policy;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Glob;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.policy.PolicyAssembly;
import io.nightshift.policy.PolicyDuration;
import io.nightshift.rotation.action.SecretKinds;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads one entry of {@code secrets}.
 *
 * @param root the policy, valid and in its normal form
 * @param entry the entry in it
 */
record SecretPlan(View root, String name, View entry) {

    private static final Map<String, String> STORES =
            Map.of("aws", Kinds.SECRET, "gcp", Kinds.GCP_SECRET, "vault", SecretKinds.VAULT_SECRET);

    SecretPolicy policy() throws JsonException {
        var tags = new LinkedHashMap<String, Glob>();
        entry.at("tags").texts().forEach((tag, text) -> Glob.of(text).ifPresent(glob -> tags.put(tag, glob)));
        return new SecretPolicy(
                name,
                Glob.of(entry.at("secret").text()).orElseThrow(),
                tags,
                Optional.ofNullable(STORES.get(entry.at("store").textOr("aws"))).orElseThrow(),
                entry.at("account").textOr(""),
                entry.at("region").textOr(""),
                span("max-age", SecretsShape.MAX_AGE),
                PolicyAssembly.consent(root, entry),
                PolicyAssembly.settings(entry),
                plan());
    }

    private Duration span(String key, String usual) throws JsonException {
        return PolicyAssembly.span(entry.at(key))
                .or(() -> PolicyDuration.parse(usual))
                .orElseThrow();
    }

    private Json.Obj plan() throws JsonException {
        var plan = Json.obj()
                .with("engine", entry.at("engine").text())
                .with("strategy", entry.at("strategy").textOr("single"))
                .with("admin", entry.at("admin").textOr(""))
                .with("application", entry.at("application").textOr(""))
                .with("tls", entry.at("tls", "mode").textOr("verify"))
                .with("authorities", entry.at("tls", "authorities").textOr(""))
                .with("length", entry.at("password", "length").integerOr(SecretsShape.LENGTH))
                .with("exclude", entry.at("password", "exclude").textOr(SecretsShape.EXCLUDE))
                .with("consumers", Json.arr(consumers()))
                .with("graceSeconds", span("grace", SecretsShape.GRACE).toSeconds())
                .with("proofSeconds", span("proof", SecretsShape.PROOF).toSeconds())
                .with(
                        "page",
                        entry.at("page").textOr(root.at("defaults", "page").textOr("")));
        if (entry.at("window").exists()) {
            plan = plan.with("closed", closed(entry.at("window")));
        }
        var approval = PolicyAssembly.approval(root, PolicyAssembly.consent(root, entry));
        return approval.isPresent() ? plan.with("approval", approval.get().toJson()) : plan;
    }

    private List<Json> consumers() throws JsonException {
        var consumers = new ArrayList<Json>();
        for (var consumer : entry.at("consumers").items()) {
            var kind = consumer.at("kind").text();
            var origin = new Origin(
                    cloud(kind),
                    consumer.at("account").textOr(""),
                    consumer.at("region").textOr(""));
            consumers.add(new Resource(origin, kind, consumer.at("name").text()).toJson());
        }
        return consumers;
    }

    private static Cloud cloud(String kind) {
        if (kind.startsWith("k8s:")) {
            return Cloud.NONE;
        }
        return kind.equals(Kinds.ECS_SERVICE) ? Cloud.AWS : Cloud.GCP;
    }

    /** The window turned round: from its end to its beginning nothing begins. */
    private static Json.Obj closed(View window) throws JsonException {
        var from = window.at("from").text();
        var to = window.at("to").text();
        return Json.obj()
                .with("zone", window.at("time-zone").text())
                .with("fromDay", day(to))
                .with("from", to.substring(4))
                .with("toDay", day(from))
                .with("to", from.substring(4));
    }

    private static String day(String weekTime) {
        var begin = weekTime.substring(0, 3).toUpperCase(Locale.ROOT);
        return Stream.of(DayOfWeek.values())
                .map(DayOfWeek::name)
                .filter(name -> name.startsWith(begin))
                .findFirst()
                .orElseThrow();
    }
}
