package io.nightshift.promotion.policy;

import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.guard.GuardrailSettings.Blast;
import io.nightshift.core.guard.GuardrailSettings.Breaker;
import io.nightshift.core.guard.GuardrailSettings.Rate;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Glob;
import io.nightshift.core.signal.Signal;
import io.nightshift.policy.ApprovalPolicy;
import io.nightshift.policy.MatchFailure;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicySettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The promotion of one service's versions to production.
 *
 * @param image host and path without tag and digest
 * @param tags the tags whose push starts a run
 * @param settings the settings of the service itself; the plan contains the approval of each stage
 * @param consents the approvals of the service's stages, by stage
 * @param longestWait the longest wait between two acts on a target, as far as the policy determines it
 * @param plan the whole plan, in the form that the promotion playbook reads
 */
public record PromotionPolicy(
        String service,
        String image,
        Glob tags,
        PolicySettings settings,
        Map<String, ApprovalPolicy> consents,
        Duration longestWait,
        Json.Obj plan) {

    /** The name of the playbook. */
    public static final String PLAYBOOK = "promotion";

    private static final Optional<ApprovalPolicy> NOBODY = Optional.of(new ApprovalPolicy.NotNeeded());

    private static final Duration SHORTEST_LOCK = Duration.ofHours(1);

    /** The defaults of every service, except the lock. */
    static final GuardrailSettings BELTS = overrides(SHORTEST_LOCK);

    public PromotionPolicy {
        consents = Map.copyOf(consents);
    }

    /** A promotion limits itself by its steps, so it may act often and on everything. */
    private static GuardrailSettings overrides(Duration lock) {
        var cautious = GuardrailSettings.DEFAULT;
        return new GuardrailSettings(
                cautious.mode(),
                cautious.optOut(),
                cautious.optIn(),
                List.of(),
                Duration.ZERO,
                new Rate(1000, Duration.ofHours(1)),
                new Blast(100, 1000),
                lock,
                Optional.empty(),
                new Breaker(5, Duration.ofHours(24)),
                new Rate(1000, Duration.ofHours(1)),
                "");
    }

    /** The settings of the service itself, and of each of its stages. */
    Stream<PolicySettings> levels() {
        return Stream.concat(
                Stream.of(settings),
                consents.values().stream().map(consent -> settings.with(settings.guardrails(), Optional.of(consent))));
    }

    /**
     * Every setting of the service. If a policy sets no lock, it outlives two of the waits. The guardrails ask for no approval:
     * each stage of the plan names its approvers.
     */
    PolicySettings settled(Policy policy) {
        var lock = longestWait.multipliedBy(2);
        var usual = overrides(lock.compareTo(SHORTEST_LOCK) > 0 ? lock : SHORTEST_LOCK);
        var all = settings.over(policy.settings(usual));
        return all.with(all.guardrails(), NOBODY);
    }

    /** Every condition that does not match the signal; empty if the service matches. */
    List<MatchFailure> misses(Signal signal) {
        return switch (signal) {
            case Signal.ImagePush push -> pushed(push);
            case Signal.ImageScan scan -> image(scan.image()).stream().toList();
            case Signal.Request request ->
                request.rule().equals(service)
                        ? List.of()
                        : List.of(new MatchFailure(service, "the service's name", service, request.rule()));
            case Signal.Alarm alarm -> other(alarm);
            case Signal.LogLine line -> other(line);
            case Signal.ResourceChange change -> other(change);
            case Signal.Finding finding -> other(finding);
            case Signal.ProviderNotice notice -> other(notice);
            case Signal.FunctionResult result -> other(result);
            case Signal.Due due -> other(due);
            case Signal.Notice notice -> other(notice);
        };
    }

    private List<MatchFailure> pushed(Signal.ImagePush push) {
        boolean fits = push.tag().isEmpty() ? tags.toString().equals("*") : tags.matches(push.tag());
        var tag = fits
                ? Optional.<MatchFailure>empty()
                : Optional.of(new MatchFailure(
                        service, "tags", tags.toString(), push.tag().isEmpty() ? "no tag" : push.tag()));
        return Stream.of(image(push.image()), tag).flatMap(Optional::stream).toList();
    }

    private Optional<MatchFailure> image(String pushed) {
        return pushed.equals(image) ? Optional.empty() : Optional.of(new MatchFailure(service, "image", image, pushed));
    }

    private List<MatchFailure> other(Signal signal) {
        return List.of(new MatchFailure(service, "type", "image-push or image-scan", signal.type()));
    }

    /** Reports whether a service can match signals of this type. */
    static boolean concerns(Signal signal) {
        return signal instanceof Signal.ImagePush
                || signal instanceof Signal.ImageScan
                || signal instanceof Signal.Request;
    }
}
