package io.nightshift.policy;

import static io.nightshift.policy.PolicyKey.optional;
import static io.nightshift.policy.PolicyKey.required;

import io.nightshift.policy.Shape.Listed;
import io.nightshift.policy.Shape.Reference;
import io.nightshift.policy.Shape.Table;
import java.util.List;

/**
 * The keys of a match. A match in a match is a table of its own, so that the nesting ends: the innermost has no
 * {@code any-of} and no {@code not}.
 */
final class MatchShape {

    /**
     * The signal types that a rule can match, as in {@link io.nightshift.core.signal.Signal#type}; requests are
     * excluded, because they name their service, and schedules, because they name their work.
     */
    static final List<String> SIGNAL_TYPES = List.of(
            "alarm",
            "log",
            "resource-change",
            "finding",
            "provider-notice",
            "function-result",
            "image-push",
            "image-scan",
            "notice");

    private static final int MOST_ALTERNATIVES = 20;

    private MatchShape() {}

    static Table match() {
        return new Table("match", nested("nested-match", nested("innermost-match", List.of())));
    }

    private static List<PolicyKey> nested(String title, List<PolicyKey> inside) {
        var match = new Table(title, PolicyShape.join(flat(), inside));
        return inside.isEmpty() ? combined(match) : PolicyShape.join(flat(), combined(match));
    }

    private static List<PolicyKey> combined(Table match) {
        return List.of(
                optional(
                        "any-of",
                        new Listed(match, 1, MOST_ALTERNATIVES),
                        "One of these matches, each with the keys of a match."),
                optional("not", match, "What must not match, with the keys of a match."));
    }

    private static List<PolicyKey> flat() {
        return PolicyShape.join(signal(), PolicyShape.join(PolicyShape.scopeKeys(), details()));
    }

    private static List<PolicyKey> signal() {
        return List.of(
                optional(
                        "source",
                        Scalars.GLOB,
                        "Who said it: aws.cloudwatch, gcp.monitoring, alertmanager; a pattern."),
                optional("type", Scalars.choice("signal type", SIGNAL_TYPES), "What sort of happening."),
                optional("name", Scalars.GLOB, "The name of alarm, log, control or event; a pattern."),
                optional(
                        "kinds",
                        PolicyShape.GLOBS,
                        "Kinds of the subject, such as ec2:instance; one of these patterns matches."),
                optional(
                        "environments",
                        new Listed(new Reference("environments", "environment"), 1, 100),
                        "The signal is in one of these environments."));
    }

    private static List<PolicyKey> details() {
        return List.of(
                optional(
                        "severity",
                        Listed.orOne(Scalars.SEVERITY, 20),
                        "How severe it is: the sender's word as a pattern, or with a plus a severity and all above it (high+); one matches."),
                optional(
                        "message",
                        Listed.orOne(Scalars.MESSAGE, 50),
                        "Text inside of the message; one of these patterns is found in it."),
                optional(
                        "state",
                        Listed.orOne(Scalars.STATE, 20),
                        "The state that the signal reports, such as firing, open or denied; one of these patterns matches."),
                optional(
                        "actor",
                        Listed.orOne(Scalars.GLOB, 100),
                        "Who caused it, as the provider names identities; one of these patterns matches."),
                optional(
                        "success", Scalars.BOOLEAN, "Whether a function's call or a change of a resource took effect."),
                optional("hours", hours(), "The time of the day at which it happened."));
    }

    private static Table hours() {
        return new Table(
                "hours",
                List.of(
                        optional("between", Scalars.BETWEEN, "From when until when; may go over midnight.")
                                .or("00:00-24:00"),
                        optional(
                                "days",
                                Listed.orOne(Scalars.choice("day of the week", WeekTime.DAYS), 7),
                                "The days on which these hours begin. Default: every day."),
                        required("time-zone", Scalars.ZONE, "Where the hours are local, summer time and all.")));
    }
}
