package io.nightshift.cost.policy;

import static io.nightshift.policy.PolicyKey.optional;
import static io.nightshift.policy.PolicyKey.required;

import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.json.Json;
import io.nightshift.cost.detect.DetectionSensitivity;
import io.nightshift.policy.Cron;
import io.nightshift.policy.PolicyKey;
import io.nightshift.policy.PolicyShape;
import io.nightshift.policy.Scalars;
import io.nightshift.policy.Shape.Listed;
import io.nightshift.policy.Shape.Named;
import io.nightshift.policy.Shape.Reference;
import io.nightshift.policy.Shape.Scalar;
import io.nightshift.policy.Shape.Table;
import io.nightshift.policy.Shape.Tagged;
import java.util.List;
import java.util.Set;

/** Every key of {@code costs}: its shape, its default and its meaning. */
final class CostsShape {

    static final double PER_DAY = DetectionSensitivity.USUAL.perDay();
    static final double TOTAL = DetectionSensitivity.USUAL.total();
    static final int PERCENT = 10;

    private static final Scalar MONEY = Scalars.decimal(0, 1_000_000_000);
    private static final Listed PATTERNS = new Listed(Scalars.GLOB, 1, 200);
    private static final Reference CHANNEL = new Reference("channels", "channel");

    /** A run of costs changes nothing, so guardrails of acts do not apply to it. */
    private static final Set<String> SETTINGS = Set.of("mode", "page");

    private CostsShape() {}

    static PolicyKey key() {
        return optional(
                CostsSection.NAME,
                new Named(Scalars.NAME, cost()),
                "Costs that are watched: each anomaly is told once, explained, corrected and closed.");
    }

    private static Table cost() {
        return new Table(
                "cost",
                PolicyShape.join(
                        PolicyShape.join(what(), PolicyShape.join(told(), known())),
                        PolicyShape.commonSettings(PolicyShape.guardrails("cost-", GuardrailSettings.DEFAULT)).stream()
                                .filter(key -> SETTINGS.contains(key.name()))
                                .toList()));
    }

    private static List<PolicyKey> what() {
        return List.of(
                required(
                        "source",
                        new Tagged(
                                "cost-source",
                                "kind",
                                "kind of source",
                                "Who publishes the costs.",
                                List.of(),
                                CostSourceKind.variants()),
                        "Where the costs are published."),
                optional("schedule", schedule("cost-schedule"), "When the newest costs are read."),
                optional("thresholds", thresholds(), "The least that an anomaly costs."),
                optional("drops", Scalars.BOOLEAN, "Whether a drop is told, too.")
                        .or(Json.of(false)),
                optional(
                                "provider-alerts",
                                Scalars.BOOLEAN,
                                "Whether anomalies and budgets that the providers report are told, each once. The first entry with true tells them.")
                        .or(Json.of(false)));
    }

    private static Table schedule(String title) {
        return new Table(
                title,
                List.of(
                        required("cron", Cron.SHAPE, "Minute, hour, day of the month, month and day of the week."),
                        required("time-zone", Scalars.ZONE, "Where the times are local.")));
    }

    private static Table thresholds() {
        return new Table(
                "cost-thresholds",
                List.of(
                        optional("per-day", MONEY, "The least money a day, in the currency of the costs.")
                                .or(Json.of((long) PER_DAY)),
                        optional("total", MONEY, "The least money in all when it is told.")
                                .or(Json.of((long) TOTAL)),
                        optional("percent", Scalars.whole(0, 10_000), "The least rise over what was expected.")
                                .or(Json.of(PERCENT))));
    }

    private static List<PolicyKey> told() {
        return List.of(
                optional(
                        "owners",
                        new Listed(owner(), 1, 200),
                        "Who hears of which costs; the first that matches. What has no owner goes to page."),
                optional("digest", digest(), "Small anomalies in one message."),
                optional("quiet-hours", quiet(), "Hours in which nothing is told but what costs a lot."));
    }

    private static Table owner() {
        return new Table("cost-owner", PolicyShape.join(match(true), List.of(required("channel", CHANNEL, "Theirs."))));
    }

    private static List<PolicyKey> match(boolean tags) {
        var keys = List.of(
                optional(
                        "accounts",
                        PATTERNS,
                        "AWS account ids or Google Cloud projects; one of these patterns matches."),
                optional("services", PATTERNS, "Names of services as the costs have them; patterns."),
                optional("regions", PATTERNS, "Regions; patterns."));
        return tags
                ? PolicyShape.join(
                        keys,
                        List.of(optional(
                                "tags",
                                new Named(Scalars.LINE, Scalars.GLOB),
                                "Tags of what carries the cost, and a pattern for the value of each; all match.")))
                : keys;
    }

    private static Table digest() {
        return new Table(
                "cost-digest",
                List.of(
                        required("cron", Cron.SHAPE, "When it is sent."),
                        required("time-zone", Scalars.ZONE, "Where the times are local."),
                        required("below", MONEY, "An anomaly that cost less waits for the digest."),
                        optional("channel", CHANNEL, "Default: page.")));
    }

    private static Table quiet() {
        return new Table(
                "cost-quiet-hours",
                List.of(
                        required("between", Scalars.BETWEEN, "The hours; they may pass midnight."),
                        required("time-zone", Scalars.ZONE, "Where they are local."),
                        optional("urgent", MONEY, "What costs so much a day is told at once.")));
    }

    private static List<PolicyKey> known() {
        return List.of(
                optional(
                        "expected",
                        new Listed(window(), 1, 200),
                        "Days on which a rise is expected: sales, load tests."),
                optional("budgets", new Listed(budget(), 1, 100), "What may be billed in a month."),
                optional("changes", changes(), "Where changes are reported that may explain a cost."));
    }

    private static Table window() {
        return new Table(
                "cost-expected",
                PolicyShape.join(
                        List.of(
                                required("from", Scalars.DATE, "The first day on which the rise may begin."),
                                required("to", Scalars.DATE, "The last one."),
                                required("reason", Scalars.LINE, "Why.")),
                        match(false)));
    }

    private static Table budget() {
        return new Table(
                "cost-budget",
                PolicyShape.join(
                        List.of(
                                required("name", Scalars.LINE, "For messages."),
                                required("amount", Scalars.decimal(0.01, 1_000_000_000), "Money a month, as billed."),
                                optional(
                                        "currency",
                                        Scalars.matching("a currency such as USD", "[A-Z]{3}"),
                                        "Default: each currency of the costs."),
                                optional(
                                        "alert-at",
                                        new Listed(Scalars.whole(1, 1000), 1, 20),
                                        "Percents of the amount; each is told once a month. Default: 80 and 100."),
                                optional(
                                                "forecast",
                                                Scalars.BOOLEAN,
                                                "Whether it is told when even the low end of the forecast passes the amount.")
                                        .or(Json.of(true))),
                        match(false)));
    }

    private static Table changes() {
        return new Table(
                "cost-changes",
                List.of(
                        optional("path", Scalars.LINE, "A folder with events of CloudTrail and audit logs."),
                        optional(
                                        "signals",
                                        Scalars.BOOLEAN,
                                        "Whether changes that this host receives as signals are kept for two days.")
                                .or(Json.of(false))));
    }
}
