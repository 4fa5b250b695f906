package io.nightshift.rotation.policy;

import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.guard.GuardrailSettings.Breaker;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Glob;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.policy.ApprovalPolicy;
import io.nightshift.policy.EntryPolicy;
import io.nightshift.policy.MatchFailure;
import io.nightshift.policy.PolicySettings;
import io.nightshift.rotation.RotationSpec;
import io.nightshift.rotation.action.SecretKinds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the secrets of one entry are rotated.
 *
 * @param secret a pattern for the name of the secret
 * @param kind of the secret: that of its store
 * @param account empty for the host's own; so is the region
 * @param maxAge how old a credential may be before it is overdue
 * @param approval who agrees before a rotation begins
 * @param plan in the form that {@code RotationSpec.read} expects, but for the origin of consumers, which is that of the secret
 */
public record SecretPolicy(
        String name,
        Glob secret,
        Map<String, Glob> tags,
        String kind,
        String account,
        String region,
        Duration maxAge,
        Optional<ApprovalPolicy> approval,
        PolicySettings settings,
        Json.Obj plan)
        implements EntryPolicy {

    /** A rotation limits itself by its steps. */
    static final GuardrailSettings USUAL =
            GuardrailSettings.ofSteps(Duration.ofHours(1), new Breaker(5, Duration.ofHours(24)));

    public SecretPolicy {
        tags = Map.copyOf(tags);
    }

    /** The secret, if the pattern is a name. */
    public Optional<Resource> one(Origin home) {
        var text = secret.toString();
        return text.chars().anyMatch(character -> "*?\\".indexOf(character) >= 0)
                ? Optional.empty()
                : Optional.of(named(text, home));
    }

    /** The name of the admin's secret. */
    public Optional<String> admin() {
        return plan.get("admin") instanceof Json.Str(var name) && !name.isEmpty()
                ? Optional.of(name)
                : Optional.empty();
    }

    /** Reports whether a consumer of that kind is restarted. */
    public boolean hasConsumer(String consumerKind) {
        try {
            return RotationSpec.read(plan).consumers().stream()
                    .anyMatch(consumer -> consumer.kind().equals(consumerKind));
        } catch (JsonException e) {
            throw new IllegalStateException("the section wrote another plan than it reads", e);
        }
    }

    public boolean isAccessKey() {
        return hasEngine(RotationSpec.AWS_ACCESS_KEY);
    }

    public boolean hasEngine(String engine) {
        return Json.of(engine).equals(plan.get("engine"));
    }

    /** A secret of that name in the store of this entry. */
    public Resource named(String secretName, Origin home) {
        var cloud = kind.equals(Kinds.SECRET) ? Cloud.AWS : kind.equals(Kinds.GCP_SECRET) ? Cloud.GCP : Cloud.NONE;
        var own = home.cloud() == cloud ? home : new Origin(cloud, "", "");
        var origin = new Origin(
                cloud,
                account.isEmpty() ? own.account() : account,
                cloud == Cloud.AWS ? (region.isEmpty() ? own.region() : region) : "");
        return new Resource(origin, kind, secretName);
    }

    @Override
    public GuardrailSettings usual() {
        return USUAL;
    }

    List<MatchFailure> misses(Signal signal) {
        var misses = new ArrayList<MatchFailure>();
        if (signal instanceof Signal.Request request
                && !request.rule().isEmpty()
                && !request.rule().equals(name)) {
            misses.add(new MatchFailure(name, "the entry's name", name, request.rule()));
        }
        var subject = signal.subject();
        miss(misses, "kind", kind, subject.kind(), subject.kind().equals(kind));
        miss(misses, "secret", secret.toString(), subject.name(), secret.matches(subject.name()));
        miss(
                misses,
                "account",
                account,
                subject.origin().account(),
                fits(account, subject.origin().account()));
        var location = kind.equals(Kinds.GCP_SECRET) ? subject.origin().region() : "";
        miss(misses, "region", "", location, location.isEmpty());
        tags.forEach((tag, value) -> {
            var found = signal.labels().getOrDefault(tag, "");
            miss(misses, "tags." + tag, value.toString(), found, !found.isEmpty() && value.matches(found));
        });
        return misses;
    }

    /** Google's messages name a project by its number, and a signal then has none. */
    private static boolean fits(String wanted, String found) {
        return wanted.isEmpty() || found.isEmpty() || wanted.equals(found);
    }

    private void miss(List<MatchFailure> misses, String key, String wanted, String found, boolean matches) {
        if (!matches) {
            misses.add(new MatchFailure(name, key, wanted, found));
        }
    }

    /** Whether signals of this type can be about a secret. */
    static boolean concerns(Signal signal) {
        return (signal instanceof Signal.Request || signal instanceof Signal.ProviderNotice)
                && SecretKinds.SECRETS.contains(signal.subject().kind())
                && !signal.header().source().equals(SecretKinds.CHECKUP);
    }
}
