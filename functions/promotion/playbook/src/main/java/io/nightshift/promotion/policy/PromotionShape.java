package io.nightshift.promotion.policy;

import static io.nightshift.policy.PolicyKey.optional;
import static io.nightshift.policy.PolicyKey.required;

import io.nightshift.core.json.Json;
import io.nightshift.policy.PolicyKey;
import io.nightshift.policy.PolicyShape;
import io.nightshift.policy.Scalars;
import io.nightshift.policy.Shape.Free;
import io.nightshift.policy.Shape.Listed;
import io.nightshift.policy.Shape.Named;
import io.nightshift.policy.Shape.Scalar;
import io.nightshift.policy.Shape.Table;
import io.nightshift.policy.Shape.Tagged;
import io.nightshift.policy.Shape.WordOr;
import io.nightshift.promotion.action.TargetKinds;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;

/** Every key of {@code promotions}: its shape, its default and its meaning. */
final class PromotionShape {

    static final String ALL_AT_ONCE = "all-at-once";
    static final String BLUE_GREEN = "blue-green";
    static final String LINEAR = "linear";
    static final String CANARY = "canary";

    private static final Scalar AGE = Scalars.span(Duration.ZERO, Duration.ofDays(3650));
    private static final Scalar FINDINGS = Scalars.whole(0, 100_000);
    private static final Scalar ALARM_SOURCE =
            Scalars.choice("source of alarms", List.of("prometheus", "cloudwatch", "cloud-monitoring"));
    private static final Scalar NUMBERS_SOURCE =
            Scalars.choice("source of metrics", List.of("prometheus", "cloudwatch", "cloud-monitoring", "nginx"));
    private static final PolicyKey QUERY = required(
            "query", new Free(true), "What the source is asked, in its own words; docs/promotion.md has them.");

    private static final PolicyKey LOCK = optional(
            "lock",
            Scalars.SOME_TIME,
            "How long one run holds a target. Default: twice the longest wait between two acts (settle and verify, or bake and extend), at least 1h.");

    static final Tagged STRATEGY = strategy();
    static final Tagged GATE = gate();
    static final Table TARGET = target();
    static final Table CHECK = check();
    static final Table ANALYSIS = analysis();
    static final Table GUARD = guard();
    static final Table STAGE = stage();
    static final Table PROMOTION = promotion();

    private PromotionShape() {}

    /** The section {@code promotions}. */
    static PolicyKey key() {
        return optional(
                PromotionSection.NAME,
                new Named(Scalars.NAME, PROMOTION),
                "Services by their names, and how a push to a registry becomes a version of each. A push goes to every service of its image.");
    }

    private static Table promotion() {
        return new Table(
                "promotion",
                PolicyShape.join(
                        List.of(
                                required("image", Scalars.IMAGE, "The image whose pushes it is for: host and path."),
                                optional(
                                                "tags",
                                                Scalars.GLOB,
                                                "A push of one of these tags begins a promotion; a pattern. What is pushed by its digest alone is taken by * only.")
                                        .or("*"),
                                optional(
                                                "newer",
                                                Scalars.choice(
                                                        "way to treat a newer push",
                                                        List.of("supersede", "queue", "finish-first")),
                                                "What a push does while an older one is on its way: supersede takes the older back and begins, queue begins when the older has all traffic or went back, finish-first when it is proven or went back.")
                                        .or("supersede"),
                                optional(
                                                "on-failure",
                                                Scalars.choice(
                                                        "way to treat a failure", List.of("roll-back", "freeze")),
                                                "What a promotion does that fails: roll-back takes it back and quarantines its digest, freeze holds it where it is, pages, and changes nothing before a human says rollback or resume: for versions that cannot go back, after a migration.")
                                        .or("roll-back"),
                                optional("gates", gates(), "What the image and the service have to meet at each stage.")
                                        .or(Json.arr()),
                                required("stages", new Listed(STAGE, 1, 20), "The way to production."),
                                optional("guard", GUARD, "The watch after the last stage.")),
                        PolicyShape.commonSettings(PolicyShape.guardrails("promotion-", PromotionPolicy.BELTS, LOCK))));
    }

    private static Table guard() {
        return new Table(
                "guard",
                List.of(
                        optional("for", Scalars.TIME_OR_NONE, "How long a version is watched after it has all traffic.")
                                .or("2h"),
                        optional("every", Scalars.SOME_TIME, "The time between two looks.")
                                .or("1m")));
    }

    private static Table stage() {
        return new Table(
                "stage",
                List.of(
                        required("name", Scalars.NAME, "Names the stage; unique within the service."),
                        optional(
                                "needs",
                                new Listed(Scalars.NAME, 0, 20),
                                "The stages that come before. Default: the one before it in the file."),
                        optional(
                                "approval",
                                new WordOr("none", PolicyShape.approval()),
                                "Who has to agree before the version enters. Default: the service's approval, then that of defaults."),
                        optional("gates", gates(), "In addition to the service's.")
                                .or(Json.arr()),
                        optional("targets", targets(), "Where the version goes, all at the same time."),
                        optional(
                                "waves",
                                new Listed(targets(), 1, 20),
                                "Groups of targets, one after the other, in place of targets."),
                        optional(
                                "strategy",
                                STRATEGY,
                                "How it gets the traffic. Default: all at once, with a bake of 10m."),
                        optional("settle", Scalars.SOME_TIME, "How long a deployment may take until it is ready.")
                                .or("15m"),
                        optional("verify", new Listed(CHECK, 0, 20), "What has to work before the first traffic.")
                                .or(Json.arr()),
                        optional("analysis", ANALYSIS, "How the version is watched while it bakes.")),
                List.of(List.of("targets"), List.of("waves")));
    }

    private static Listed targets() {
        return new Listed(TARGET, 1, 50);
    }

    private static Table target() {
        return new Table(
                "promotion-target",
                List.of(
                        required("kind", Scalars.choice("kind of target", TargetKinds.ALL), "What it is."),
                        required(
                                "name",
                                Scalars.LINE,
                                "Its name as the provider's API takes it: CLUSTER/SERVICE, FUNCTION:ALIAS, NAMESPACE/DEPLOYMENT."),
                        optional(
                                "cloud",
                                Scalars.choice("cloud", List.of("aws", "gcp", "none")),
                                "Where the kind does not tell it. Default: none."),
                        account(),
                        region(),
                        optional(
                                "with",
                                new Free(false),
                                "What its platform needs to know; docs/promotion.md has it.")));
    }

    private static PolicyKey account() {
        return optional(
                "account",
                Scalars.LINE,
                "AWS account id or Google Cloud project. Default: that of the image's registry.");
    }

    private static PolicyKey region() {
        return optional("region", Scalars.LINE, "Region or location. Default: that of the image's registry.");
    }

    private static Tagged strategy() {
        var kinds = new LinkedHashMap<String, List<PolicyKey>>();
        kinds.put(ALL_AT_ONCE, List.of());
        kinds.put(BLUE_GREEN, List.of());
        kinds.put(
                LINEAR,
                List.of(
                        required("by", Scalars.SHARE, "What is added with each step."),
                        required("every", Scalars.SOME_TIME, "How long each step is watched.")));
        var step = new Table(
                "canary-step",
                List.of(
                        required("share", Scalars.SHARE, "Of the traffic; more than in the step before."),
                        required("bake", Scalars.TIME_OR_NONE, "How long it is watched before the next step.")));
        kinds.put(CANARY, List.of(required("steps", new Listed(step, 1, 50), "The shares before all of it.")));
        return new Tagged(
                "strategy",
                "kind",
                "kind of strategy",
                "blue-green keeps the version before beside it, to switch back at once; the others differ by their steps.",
                List.of(optional("bake", Scalars.TIME_OR_NONE, "How long the last step, all traffic, is watched.")
                        .or("10m")),
                kinds);
    }

    private static Listed gates() {
        return new Listed(GATE, 0, 20);
    }

    private static Tagged gate() {
        var kinds = new LinkedHashMap<String, List<PolicyKey>>();
        kinds.put("scan", scan());
        kinds.put(
                "signature",
                List.of(
                        optional("key", Scalars.LINE, "The file of the public key (PEM)."),
                        optional(
                                "key-from-env",
                                Scalars.ENVIRONMENT_VARIABLE,
                                "The environment variable that holds the public key (PEM), in place of key."),
                        optional("identity", Scalars.LINE, "What the signature has to be for. Default: the image."),
                        within("5m")));
        kinds.put(
                "attestation",
                List.of(
                        required(
                                "by",
                                Scalars.choice("service that attests", List.of("binary-authorization", "aws-signer")),
                                "Who attests."),
                        optional(
                                "name",
                                Scalars.LINE,
                                "The attestor (projects/P/attestors/A), or the ARN of the signing profile. Default, for aws-signer only: every profile that signs by a rule of the registry."),
                        within("5m")));
        kinds.put(
                "age",
                List.of(
                        optional("at-least", AGE, "How old the image has to be."),
                        optional("at-most", AGE, "How old it may be."),
                        optional(
                                "within",
                                Scalars.SOME_TIME,
                                "How long it may be undecided; then it is closed. Default: at-least and 15m more.")));
        kinds.put("incident", List.of(within("1h")));
        kinds.put(
                "error-budget",
                List.of(
                        required(
                                "source",
                                Scalars.choice("source of error budgets", List.of("prometheus")),
                                "Where the number comes from."),
                        QUERY,
                        required("at-least", Scalars.SHARE, "Of the budget that has to be left."),
                        within("15m")));
        return new Tagged("gate", "kind", "kind of gate", "What is looked at.", List.of(), kinds);
    }

    private static PolicyKey within(String usual) {
        return optional("within", Scalars.SOME_TIME, "How long it may be undecided; then it is closed.")
                .or(usual);
    }

    private static List<PolicyKey> scan() {
        var limits = new Table(
                "at-most",
                List.of(
                        optional("critical", FINDINGS, "Findings of this severity."),
                        optional("high", FINDINGS, "Findings of this severity."),
                        optional("medium", FINDINGS, "Findings of this severity."),
                        optional("low", FINDINGS, "Findings of this severity."),
                        optional("unknown", FINDINGS, "Findings without a severity.")));
        var ignored = new Table(
                "ignored-finding",
                List.of(
                        required("id", Scalars.LINE, "As the scanner names it: CVE-2026-1234."),
                        required("until", Scalars.DATE, "The last day (UTC) on which it is ignored."),
                        required("reason", Scalars.LINE, "Why, for whoever reads it later.")));
        return List.of(
                required(
                        "source",
                        Scalars.choice("scanner", List.of("ecr", "inspector", "artifact-analysis", "report")),
                        "Who scanned."),
                required(
                        "at-most",
                        limits,
                        "How many findings pass; a severity without a limit has that of the next lower one that has one."),
                optional("fixable-only", Scalars.BOOLEAN, "Whether only findings with a fix count.")
                        .or(Json.of(false)),
                optional("ignore", new Listed(ignored, 0, 200), "Findings that do not count.")
                        .or(Json.arr()),
                optional("report", Scalars.LINE, "The file of source: report, of Trivy, Grype or in SARIF."),
                within("15m"));
    }

    private static Table check() {
        var http = new Table(
                "http-check",
                List.of(
                        required("url", Scalars.URL, "What is fetched, by GET."),
                        optional("expect", Scalars.whole(100, 599), "The status that is right.")
                                .or(Json.of(200)),
                        optional("contains", Scalars.LINE, "Text that has to be in the answer."),
                        optional(
                                "header",
                                Scalars.HEADER,
                                "A header that is sent, such as the one that a router sends to the new version.")));
        var job = new Table(
                "job",
                List.of(
                        required("kind", Scalars.choice("kind of job", TargetKinds.JOBS), "What it is."),
                        required("name", Scalars.LINE, "Its name as the provider's API takes it."),
                        account(),
                        region()));
        return new Table(
                "check",
                List.of(
                        optional("http", http, "Fetches a page."),
                        optional("job", job, "Runs a Lambda function or a Cloud Run job, in place of http."),
                        optional("within", Scalars.SOME_TIME, "How long it may take, failed tries included.")
                                .or("5m")),
                List.of(List.of("http"), List.of("job")));
    }

    private static Table analysis() {
        var alarm = new Table(
                "watched-alarm",
                List.of(
                        required("source", ALARM_SOURCE, "Who raises it."),
                        required("name", Scalars.LINE, "Its name there.")));
        return new Table(
                "analysis",
                List.of(
                        optional("every", Scalars.SOME_TIME, "The time between two looks, and the width of a point.")
                                .or("1m"),
                        optional(
                                        "not-enough-data",
                                        Scalars.choice("way out", List.of("extend", "ask", "proceed", "rollback")),
                                        "What to do when a bake ends without enough data.")
                                .or("extend"),
                        optional("extend", Scalars.TIME_OR_NONE, "How long a bake may be extended in all.")
                                .or("1h"),
                        optional("metrics", new Listed(metric(), 0, 50), "What is measured of both versions.")
                                .or(Json.arr()),
                        optional(
                                "judge",
                                judge(),
                                "How the metrics without a fixed limit are judged; see docs/judge.md."),
                        optional("alarms", new Listed(alarm, 0, 50), "One that fires takes the version back.")
                                .or(Json.arr())));
    }

    private static Table judge() {
        var share = Scalars.decimal(0, 100);
        var thresholds = new Table(
                "score-thresholds",
                List.of(
                        optional("pass", share, "The score from which a version passes.")
                                .or(Json.of(95)),
                        optional("marginal", share, "The score below which it fails.")
                                .or(Json.of(75))));
        return new Table(
                "judge",
                List.of(
                        optional(
                                        "mode",
                                        Scalars.choice("mode of the judge", List.of("nightshift", "kayenta")),
                                        "Whose statistics.")
                                .or("nightshift"),
                        optional("score-thresholds", thresholds, "Of 100."),
                        optional("group-weights", new Named(Scalars.NAME, share), "What a group counts, of 100.")));
    }

    private static Table metric() {
        var factor = Scalars.decimal(0, 1_000_000);
        var outliers = new Table(
                "outliers",
                List.of(
                        optional("strategy", Scalars.choice("strategy", List.of("keep", "remove")), "What is done.")
                                .or("keep"),
                        optional("factor", Scalars.decimal(0.001, 1000), "From how many quartile ranges on.")
                                .or(Json.of(3))));
        var effect = new Table(
                "effect-size",
                List.of(
                        optional("measure", Scalars.choice("measure", List.of("meanRatio", "cles")), "Of the effect.")
                                .or("meanRatio"),
                        optional("allowed-increase", factor, "What is still well."),
                        optional("allowed-decrease", factor, "What is still well."),
                        optional("critical-increase", factor, "What fails everything."),
                        optional("critical-decrease", factor, "What fails everything.")));
        return new Table(
                "metric",
                List.of(
                        required("name", Scalars.NAME, "Names the metric; unique within the stage."),
                        required("source", NUMBERS_SOURCE, "Where the numbers come from."),
                        QUERY,
                        optional("max", Scalars.decimal(), "The new version's mean may not be above this."),
                        optional("min", Scalars.decimal(), "The new version's mean may not be below this."),
                        optional("max-ratio", factor, "The new version's mean may be this many times the baseline's."),
                        optional("critical", Scalars.BOOLEAN, "Whether its failure fails everything.")
                                .or(Json.of(false)),
                        optional(
                                "direction",
                                Scalars.choice("direction", List.of("increase", "decrease", "either")),
                                "Which change is bad. Default: either."),
                        optional("tolerance", factor, "Which change does not matter. Default: 0.25."),
                        optional("confidence-level", Scalars.decimal(0.5, 0.999999), "Of each verdict. Default: 0.99."),
                        optional(
                                "nan-strategy",
                                Scalars.choice("strategy", List.of("remove", "replace")),
                                "What a point without a value is. Default: remove."),
                        optional("outliers", outliers, "What is done about points far from the others."),
                        optional("effect-size", effect, "Which effect is allowed."),
                        optional("must-have-data", Scalars.BOOLEAN, "Whether no data is a failure."),
                        optional("muted", Scalars.BOOLEAN, "Whether it is judged and does not count."),
                        optional("groups", new Listed(Scalars.NAME, 0, 20), "Its groups, for the weights.")));
    }
}
