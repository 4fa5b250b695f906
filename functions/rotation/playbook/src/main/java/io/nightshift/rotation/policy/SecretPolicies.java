package io.nightshift.rotation.policy;

import io.nightshift.core.engine.Rules.Route;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.policy.EntriesContent;
import io.nightshift.policy.MatchFailure;
import io.nightshift.policy.Policy;
import io.nightshift.rotation.RotationPlaybook;
import io.nightshift.rotation.RotationSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The entries of the section {@code secrets}, in the order of the file.
 *
 * @param entries by name
 */
public record SecretPolicies(Map<String, SecretPolicy> entries) implements EntriesContent<SecretPolicy> {

    /** The entries of a policy; none if they were not read. */
    public static List<SecretPolicy> of(Policy policy) {
        return EntriesContent.of(policy, SecretPolicies.class);
    }

    @Override
    public String stage() {
        return RotationSpec.STAGE;
    }

    /** The first entry that matches; a leaked key is looked for in every secret that could hold it. */
    @Override
    public List<Route> route(Policy policy, Signal signal, String environment) {
        if (signal instanceof Signal.ProviderNotice notice) {
            switch (notice.subject().kind()) {
                case Kinds.IAM_ACCESS_KEY -> {
                    return leaked(notice, SecretPolicy::isAccessKey);
                }
                case Kinds.GITHUB_SECRET_ALERT -> {
                    return leaked(notice, entry -> true);
                }
                default -> {}
            }
        }
        return candidates(signal)
                .filter(entry -> entry.misses(signal).isEmpty())
                .limit(1)
                .map(entry -> route(entry, placed(entry, signal.subject())))
                .toList();
    }

    /** A message that names its project by number leaves it to the entry. */
    private static Resource placed(SecretPolicy entry, Resource secret) {
        return secret.origin().account().isEmpty() ? entry.named(secret.name(), secret.origin()) : secret;
    }

    private Stream<SecretPolicy> candidates(Signal signal) {
        return SecretPolicy.concerns(signal) ? entries.values().stream() : Stream.empty();
    }

    private List<Route> leaked(Signal.ProviderNotice notice, Predicate<SecretPolicy> which) {
        return entries.values().stream()
                .filter(which)
                .flatMap(entry -> entry.one(notice.origin()).stream().map(secret -> route(entry, secret)))
                .toList();
    }

    private static Route route(SecretPolicy entry, Resource secret) {
        return new Route(
                entry.name(),
                "",
                RotationPlaybook.NAME,
                placed(entry.plan(), secret.origin()),
                Optional.of(secret),
                Optional.empty(),
                "");
    }

    /** Consumers without a place of their own are where the secret is. */
    private static Json.Obj placed(Json.Obj plan, Origin secret) {
        try {
            var consumers = new ArrayList<Json>();
            for (var consumer : View.of(plan).at("consumers").items()) {
                var found = Resource.fromJson(consumer);
                var origin = new Origin(
                        found.origin().cloud(),
                        or(found.origin().account(), secret.account()),
                        or(found.origin().region(), secret.region()));
                consumers.add(new Resource(origin, found.kind(), found.name()).toJson());
            }
            return plan.with("consumers", Json.arr(consumers));
        } catch (JsonException e) {
            throw new IllegalStateException("the section wrote another plan than it reads", e);
        }
    }

    private static String or(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }

    @Override
    public List<List<MatchFailure>> misses(Signal signal, String environment) {
        return candidates(signal).map(entry -> entry.misses(signal)).toList();
    }
}
