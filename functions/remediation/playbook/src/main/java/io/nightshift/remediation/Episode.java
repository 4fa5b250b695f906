package io.nightshift.remediation;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.machine.MachineState;
import io.nightshift.core.machine.PhaseState;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.signal.RelatedKinds;
import io.nightshift.core.signal.Resource;
import java.time.Instant;
import java.util.Optional;

/**
 * The state of a remediation.
 *
 * @param rung the next rung to try
 * @param report what was reported
 * @param flaps how often it was reported again after it was well
 * @param looks the number of consecutive inconclusive queries
 * @param last the last act, which could still be undone
 * @param member the rung's target if it is not the subject: {@code KIND/NAME} of a member of its group or of the owner
 *     of the pod; the name alone in states of earlier versions
 * @param undone whether the last act is an undo
 * @param again whether it happened again after the last act had been done
 * @param deferral whether a guardrail holds the next act back
 * @param ending how the run ends when its act has expired; empty while it decides that
 */
record Episode(
        PhaseState<EpisodePhase> core,
        int rung,
        Report report,
        int flaps,
        int looks,
        Optional<Done> last,
        String member,
        boolean acted,
        boolean undone,
        boolean again,
        Deferral deferral,
        Optional<Ending> ending)
        implements MachineState<EpisodePhase, Episode> {

    /**
     * An act and the state from before it.
     *
     * @param effect the number of its effect, by which its actor recognizes it
     * @param at when it was done; the epoch in states of earlier versions
     * @param until when it expires; empty if it does not
     * @param begun whether steps of it remain, which are tried again
     * @param confirmed whether the platform said that it was done; otherwise it only may have happened
     */
    record Done(
            Json.Obj action,
            Json.Obj capsule,
            long effect,
            Instant at,
            Optional<Instant> until,
            boolean begun,
            boolean confirmed) {

        Done(Json.Obj action, Json.Obj capsule, long effect, Instant at, Optional<Instant> until) {
            this(action, capsule, effect, at, until, false, true);
        }

        /** What was before the first step is what an undo restores. */
        private Done after(Optional<Done> earlier) {
            return earlier.filter(one -> one.begun && one.action.equals(action))
                    .map(one -> new Done(action, one.capsule, effect, at, until, begun, confirmed))
                    .orElse(this);
        }

        Done withStepsLeft() {
            return new Done(action, capsule, effect, at, until, true, confirmed);
        }

        Done unconfirmed() {
            return new Done(action, capsule, effect, at, until, begun, false);
        }

        Done standingUntil(Optional<Instant> end) {
            return new Done(action, capsule, effect, at, end, begun, confirmed);
        }

        Json.Obj toJson() {
            return Json.obj()
                    .with("action", action)
                    .with("capsule", capsule)
                    .with("effect", effect)
                    .with("at", at.toString())
                    .with("begun", begun)
                    .with("confirmed", confirmed)
                    .withOptional("until", until.map(Instant::toString).orElse(null));
        }

        static Done fromJson(View json) throws JsonException {
            return new Done(
                    json.at("action").object(),
                    json.at("capsule").object(),
                    json.at("effect").integerOr(0),
                    instant(json.at("at")).orElse(Instant.EPOCH),
                    instant(json.at("until")),
                    json.at("begun").boolOr(false),
                    json.at("confirmed").boolOr(true));
        }
    }

    /** The end of a run that is decided, but waits until its act has expired. */
    record Ending(Outcome outcome, String reason) {

        Json.Obj toJson() {
            return Json.obj().with("outcome", outcome.name()).with("reason", reason);
        }

        static Ending fromJson(View json) throws JsonException {
            return new Ending(
                    json.at("outcome").constant(Outcome.class),
                    json.at("reason").text());
        }
    }

    private static Optional<Instant> instant(View json) throws JsonException {
        return json.exists() ? Optional.of(json.instant()) : Optional.empty();
    }

    /**
     * @param since when it was first held back; empty if it is not
     * @param told whether on-call was informed
     */
    record Deferral(Optional<Instant> since, boolean told) {
        static final Deferral NONE = new Deferral(Optional.empty(), false);
    }

    static Episode starting(Instant now) {
        return new Episode(
                PhaseState.starting(RemediationTable.TABLE.first(), now),
                0,
                Report.NONE,
                0,
                0,
                Optional.empty(),
                "",
                false,
                false,
                false,
                Deferral.NONE,
                Optional.empty());
    }

    @Override
    public Episode with(PhaseState<EpisodePhase> next) {
        return new Episode(next, rung, report, flaps, looks, last, member, acted, undone, again, deferral, ending);
    }

    /** Whether anything that was reported is still so, by the latest information. */
    boolean firing() {
        return report.holds();
    }

    Episode reporting(Report now) {
        return new Episode(core, rung, now, flaps, looks, last, member, acted, undone, again, deferral, ending);
    }

    /** Nothing that was reported is so any more. */
    Episode over() {
        return new Episode(
                core, rung, report.over(), flaps, looks, last, member, acted, undone, false, deferral, ending);
    }

    Episode nextRung() {
        return new Episode(core.tried(0), rung + 1, report, flaps, 0, last, "", acted, undone, again, deferral, ending);
    }

    Episode flapped() {
        return new Episode(core, rung, report, flaps + 1, looks, last, member, acted, undone, again, deferral, ending);
    }

    /** Happened again although the last act had been done: it did not help. */
    Episode happenedAgain() {
        return new Episode(core, rung, report, flaps, looks, last, member, acted, undone, true, deferral, ending);
    }

    Episode looked(boolean told) {
        int now = told ? 0 : looks + 1;
        return new Episode(core, rung, report, flaps, now, last, member, acted, undone, again, deferral, ending);
    }

    /** @param real false for a dry run */
    Episode did(Done act, boolean real) {
        return new Episode(
                core.tried(0),
                rung,
                report,
                flaps,
                looks,
                real ? Optional.of(act.after(last)) : Optional.empty(),
                member,
                acted || real,
                false,
                false,
                real ? Deferral.NONE : deferral,
                Optional.empty());
    }

    /** The latest act, with another state of its own. */
    Episode with(Done act) {
        return new Episode(
                core, rung, report, flaps, looks, Optional.of(act), member, acted, undone, again, deferral, ending);
    }

    /** When the latest act expires; empty if it does not, or if it is undone. */
    Optional<Instant> expires() {
        return undone ? Optional.empty() : last.flatMap(Done::until);
    }

    Episode ending(Optional<Ending> decided) {
        return new Episode(core, rung, report, flaps, looks, last, member, acted, undone, again, deferral, decided);
    }

    /** Whether steps of the rung's act are done, and others remain. */
    boolean begun() {
        return last.filter(Done::begun).isPresent();
    }

    /** Whether the latest act only may have happened. */
    boolean unconfirmed() {
        return last.filter(act -> !act.confirmed()).isPresent();
    }

    Episode undid() {
        return new Episode(
                core.tried(0),
                rung,
                report,
                flaps,
                looks,
                Optional.empty(),
                member,
                acted,
                true,
                again,
                deferral,
                ending);
    }

    Episode aimedAt(Resource one) {
        return new Episode(core, rung, report, flaps, looks, last, one.label(), acted, undone, again, deferral, ending);
    }

    /** The resource that {@link #member} names, in the origin of the group or pod. */
    Resource member(Resource of) {
        int slash = member.indexOf('/');
        return slash > 0 && member.substring(0, slash).contains(":")
                ? new Resource(of.origin(), member.substring(0, slash), member.substring(slash + 1))
                : new Resource(of.origin(), RelatedKinds.member(of.kind()).orElse(of.kind()), member);
    }

    Episode told() {
        return with(new Deferral(deferral.since(), true));
    }

    Episode heldBack(Instant now) {
        return with(new Deferral(deferral.since().or(() -> Optional.of(now)), deferral.told()));
    }

    private Episode with(Deferral now) {
        return new Episode(core, rung, report, flaps, looks, last, member, acted, undone, again, now, ending);
    }

    @Override
    public Json.Obj toJson() {
        var json = Json.obj()
                .with("phase", phase().name())
                .with("rung", rung)
                .with("report", report.toJson())
                .with("flaps", flaps)
                .with("looks", looks)
                .with("tries", tries())
                .with("member", member)
                .with("acted", acted)
                .with("undone", undone)
                .with("again", again)
                .with("toldHeld", deferral.told())
                .withOptional(
                        "heldSince", deferral.since().map(Instant::toString).orElse(null))
                .with("story", Json.strings(story()));
        var whole = ending.map(end -> json.with("ending", end.toJson())).orElse(json);
        return last.map(done -> whole.with("last", done.toJson())).orElse(whole);
    }

    static Episode fromJson(View json) throws JsonException {
        var phase = json.at("phase").constant(EpisodePhase.class);
        var last = json.at("last");
        var ending = json.at("ending");
        return new Episode(
                new PhaseState<>(
                        phase,
                        Instant.EPOCH,
                        (int) json.at("tries").integer(),
                        phase == EpisodePhase.ACTING || phase == EpisodePhase.UNDOING,
                        Optional.empty(),
                        Json.obj(),
                        json.at("story").strings()),
                (int) json.at("rung").integer(),
                Report.fromJson(json),
                (int) json.at("flaps").integer(),
                (int) json.at("looks").integer(),
                last.exists() ? Optional.of(Done.fromJson(last)) : Optional.empty(),
                json.at("member").text(),
                json.at("acted").bool(),
                json.at("undone").bool(),
                json.at("again").boolOr(false),
                new Deferral(instant(json.at("heldSince")), json.at("toldHeld").bool()),
                ending.exists() ? Optional.of(Ending.fromJson(ending)) : Optional.empty());
    }
}
