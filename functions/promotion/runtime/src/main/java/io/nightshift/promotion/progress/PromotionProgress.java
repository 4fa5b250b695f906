package io.nightshift.promotion.progress;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.Status;
import io.nightshift.promotion.PromotionPlaybook;
import io.nightshift.promotion.plan.PromotionSpec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The progress of a promotion, read from its run.
 *
 * @param digest empty until the tag is resolved
 * @param stage empty if it is past the last one
 * @param phase its activity, or the outcome of a finished one
 * @param shares the percentage of traffic that was last requested for each target, by the target's label, in the order in
 *     which they were touched
 * @param held why it is held; empty if it is not
 * @param waits what it waits for, and until when
 * @param since when it was held, the phase began, or the run ended
 */
public record PromotionProgress(
        Run run,
        String image,
        String digest,
        String tag,
        String stage,
        String phase,
        Map<String, Long> shares,
        String held,
        Optional<Waiting> waits,
        String since) {

    /** @param until when it stops waiting; empty if unknown */
    public record Waiting(String what, String until) {
        @Override
        public String toString() {
            return "waits for " + what + (until.isEmpty() ? "" : ", until " + until);
        }
    }

    public static boolean isOne(Run run) {
        return run.key().playbook().equals(PromotionPlaybook.NAME);
    }

    /** @throws JsonException when another version of Nightshift wrote the run and it cannot be read */
    public static PromotionProgress of(Run run) throws JsonException {
        var state = View.of(run.state());
        var candidate = state.at("wish");
        boolean over = run.status() == Status.FINISHED;
        return new PromotionProgress(
                run,
                candidate.at("image").textOr(""),
                candidate.at("digest").textOr(""),
                candidate.at("tag").textOr(""),
                stage(run, state),
                over
                        ? run.outcome().map(Outcome::name).orElse("")
                        : state.at("phase").textOr("").toLowerCase(Locale.ROOT).replace('_', ' '),
                shares(state),
                over ? "" : state.at("held", "why").textOr(""),
                over ? Optional.empty() : waits(run, state),
                over ? run.changedAt().toString() : since(run, state));
    }

    private static Optional<Waiting> waits(Run run, View state) throws JsonException {
        var approval = run.approval().filter(asked -> !asked.granted());
        if (approval.isPresent()) {
            var asked = approval.get();
            return Optional.of(new Waiting(
                    "%d of %d approvals (%s)"
                            .formatted(asked.given().size(), asked.needed(), String.join(", ", asked.approvers())),
                    asked.expiresAt().toString()));
        }
        var facts = state.at("facts");
        return facts.at("waitsFor").exists()
                ? Optional.of(new Waiting(
                        facts.at("waitsFor").text(), facts.at("waitsUntil").textOr("")))
                : Optional.empty();
    }

    /** A held run enters a phase with each check; the time when it was held counts. Older states do not contain it. */
    private static String since(Run run, View state) throws JsonException {
        var held = state.at("held", "since").textOr("");
        return held.isEmpty() || held.equals(Instant.EPOCH.toString())
                ? state.at("times", "phase").textOr(run.changedAt().toString())
                : held;
    }

    private static String stage(Run run, View state) throws JsonException {
        var stages = PromotionSpec.read(run.plan()).stages();
        long now = state.at("place", "stage").integerOr(0);
        return now < stages.size() ? stages.get((int) now).name() : "";
    }

    private static Map<String, Long> shares(View state) throws JsonException {
        var shares = new LinkedHashMap<String, Long>();
        var targetStates = state.at("tracks");
        if (targetStates.exists()) {
            for (var target : targetStates.object().members().keySet()) {
                if (targetStates.at(target, "touched").boolOr(false)) {
                    shares.put(target, targetStates.at(target, "share").integerOr(0));
                }
            }
        }
        return shares;
    }

    /** Why it is held, or how it ended; empty if neither. */
    public String reason() {
        return !held.isEmpty() ? held : waits.map(Waiting::toString).orElse(run.reason());
    }

    /** {@code 25%}, or {@code 0-25%} if the targets have different shares; a dash if none was touched. */
    public String share() {
        if (shares.isEmpty()) {
            return "-";
        }
        long least = shares.values().stream().mapToLong(Long::longValue).min().orElse(0);
        long most = shares.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return least == most ? most + "%" : least + "-" + most + "%";
    }

    /** {@code sha256:0123456789ab}, or the tag if it is not resolved. */
    public String version() {
        return digest.isEmpty() ? tag : digest.substring(0, Math.min(digest.length(), digest.indexOf(':') + 13));
    }

    /** Its tag, or its version if it was pushed without one. */
    public String name() {
        return tag.isEmpty() ? version() : tag;
    }

    public Json.Obj toJson() {
        var traffic = Json.obj();
        for (var share : shares.entrySet()) {
            traffic = traffic.with(share.getKey(), share.getValue());
        }
        return Json.obj()
                .with("run", run.id().value())
                .with("service", run.rule())
                .with("image", image)
                .with("digest", digest)
                .with("tag", tag)
                .with("status", run.status().name())
                .with("stage", stage)
                .with("phase", phase)
                .with("shares", traffic)
                .with("held", held)
                .with("waitsFor", waits.map(Waiting::what).orElse(""))
                .with("waitsUntil", waits.map(Waiting::until).orElse(""))
                .with("reason", run.reason())
                .with("since", since)
                .with("startedAt", run.startedAt().toString());
    }
}
