package io.nightshift.promotion;

import static io.nightshift.promotion.PromotionPhase.ANALYSING;
import static io.nightshift.promotion.PromotionPhase.ASKING;
import static io.nightshift.promotion.PromotionPhase.BAKING;
import static io.nightshift.promotion.PromotionPhase.BASELINES;
import static io.nightshift.promotion.PromotionPhase.CHECKING_ALARMS;
import static io.nightshift.promotion.PromotionPhase.CHECKING_BACK;
import static io.nightshift.promotion.PromotionPhase.CHECKING_NUMBERS;
import static io.nightshift.promotion.PromotionPhase.CONSULTING;
import static io.nightshift.promotion.PromotionPhase.DEPLOYING;
import static io.nightshift.promotion.PromotionPhase.DONE;
import static io.nightshift.promotion.PromotionPhase.GATES;
import static io.nightshift.promotion.PromotionPhase.GOING_BACK;
import static io.nightshift.promotion.PromotionPhase.GUARDING;
import static io.nightshift.promotion.PromotionPhase.HELD;
import static io.nightshift.promotion.PromotionPhase.OPENING;
import static io.nightshift.promotion.PromotionPhase.PREFLIGHT;
import static io.nightshift.promotion.PromotionPhase.PROVING;
import static io.nightshift.promotion.PromotionPhase.QUARANTINING;
import static io.nightshift.promotion.PromotionPhase.READING_BACK;
import static io.nightshift.promotion.PromotionPhase.RESOLVING;
import static io.nightshift.promotion.PromotionPhase.RETIRING;
import static io.nightshift.promotion.PromotionPhase.SETTLING;
import static io.nightshift.promotion.PromotionPhase.SHIFTING;
import static io.nightshift.promotion.PromotionPhase.VERIFYING;
import static io.nightshift.promotion.PromotionPhase.WATCHING_ALARMS;
import static io.nightshift.promotion.PromotionPhase.WATCHING_SHARES;

import io.nightshift.core.machine.PhaseTable;

/**
 * The transition table of a promotion. A check ends in its turn and passes even while the promotion is held. A
 * rollback cannot be paused, nor can the removal of what it would need.
 */
final class PromotionTable {

    static final PhaseTable<PromotionPhase, PromotionMachine, Promotion> TABLE = table();

    private static PhaseTable<PromotionPhase, PromotionMachine, Promotion> table() {
        var table = PhaseTable.<PromotionPhase, PromotionMachine, Promotion>of(RESOLVING, DONE);

        table.rows(PromotionMachine::bakeMonitor)
                .held(HELD, "waits for a human, or until it can go on; monitors what has traffic", BakeMonitor::stand)
                .timer(BakeMonitor::check)
                .to(SHIFTING, GOING_BACK)
                .also(WATCHING_SHARES, DONE);

        var admission =
                table.rows(PromotionMachine::admission).blind(Admission::blind).also(HELD, DONE);
        admission
                .row(RESOLVING, "queries the digest of the tag", Admission::resolve)
                .on(PromotionQuestions.IMAGE, Admission::resolved)
                .to(CONSULTING);
        admission
                .row(CONSULTING, "queries whether the digest is in quarantine", Admission::consult)
                .on(PromotionQuestions.DIGEST, Admission::consulted)
                .to(GATES)
                .also(GOING_BACK);
        admission
                .row(GATES, "queries each gate of the stage", Admission::gate)
                .on(PromotionQuestions.GATE, Admission::gated)
                .to(PREFLIGHT)
                .also(GOING_BACK);
        admission
                .row(
                        PREFLIGHT,
                        "queries for each target of the stage whether a promotion can begin",
                        Admission::preflight)
                .on(PromotionQuestions.PREFLIGHT, Admission::preflown)
                // A stage that already has the version is skipped, also the last one.
                .to(CHECKING_ALARMS, CONSULTING, GUARDING)
                .also(GOING_BACK);
        admission
                .row(OPENING, "admits the version to the stage, if the guardrails allow it", Admission::open)
                .acted(Admission::opened)
                .failed(Admission::notOpened)
                .refused(Admission::refused)
                .to(ASKING, BASELINES)
                .also(GOING_BACK);

        table.rows(PromotionMachine::admission)
                .row(ASKING, "waits for the approvers of the stage", Admission::ask)
                .approved(Admission::approved)
                .unapproved(Admission::unapproved)
                .noTimer()
                .evenIfHeld()
                .to(GATES)
                .also(GOING_BACK, DONE);

        var sources =
                table.rows(PromotionMachine::sources).blind(SourceCheck::blind).also(HELD, GOING_BACK);
        sources.row(
                        CHECKING_ALARMS,
                        "queries which alarms fire already, before anything is changed",
                        SourceCheck::alarm)
                .on(PromotionQuestions.ALARMS, SourceCheck::alarmed)
                .on(PromotionQuestions.PREFLIGHT, SourceCheck::untouched)
                .to(OPENING, BASELINES)
                .also(DONE);
        sources.row(
                        CHECKING_NUMBERS,
                        "queries the metrics once: unreadable sources are found before the first share",
                        SourceCheck::numbers)
                .on(PromotionQuestions.ANALYSIS, SourceCheck::read)
                .to(SHIFTING);

        var wave = table.rows(PromotionMachine::wave)
                .blind(WaveRunner::blind)
                .acted(WaveRunner::acted)
                .failed(WaveRunner::failed)
                .refused(WaveRunner::refused)
                .also(HELD, GOING_BACK);
        wave.row(BASELINES, "records the rollback of each target, right before it is touched", WaveRunner::baseline)
                .on(PromotionQuestions.PREFLIGHT, WaveRunner::baselined)
                .acted(WaveRunner::tookLeftover)
                .to(DEPLOYING)
                .also(DONE);
        wave.row(DEPLOYING, "deploys the version", WaveRunner::deploy)
                .on(PromotionQuestions.DIGEST, WaveRunner::consulted)
                .to(SETTLING)
                .also(DONE);
        wave.row(SETTLING, "waits until the deployed version is ready", WaveRunner::settle)
                .on(PromotionQuestions.DEPLOYED, WaveRunner::settled)
                .acted(WaveRunner::startedAgain)
                .to(VERIFYING);
        wave.row(VERIFYING, "verifies the version before it has traffic", WaveRunner::verify)
                .on(PromotionQuestions.CHECK, WaveRunner::checked)
                .on(PromotionQuestions.JOB, WaveRunner::jobDone)
                .acted(WaveRunner::jobRan)
                .to(CHECKING_NUMBERS);
        wave.row(SHIFTING, "gives the version its share of the traffic", WaveRunner::shift)
                .on(PromotionQuestions.DIGEST, WaveRunner::consulted)
                .on(PromotionQuestions.EXPOSURE, WaveRunner::looked)
                .to(READING_BACK, HELD);
        wave.row(READING_BACK, "reads back whether each target has exactly the requested share", WaveRunner::readBack)
                .on(PromotionQuestions.EXPOSURE, WaveRunner::readBack)
                .to(BAKING);

        var waits = table.rows(PromotionMachine::bakeMonitor)
                .also(HELD, GOING_BACK, DONE)
                .timer(BakeMonitor::check);
        waits.row(BAKING, "waits between two checks of a share of the traffic", BakeMonitor::await)
                .to(WATCHING_SHARES, SHIFTING, BASELINES, CONSULTING, GUARDING);
        waits.row(GUARDING, "waits between two checks after all targets have all traffic", BakeMonitor::await)
                .to(WATCHING_SHARES, RETIRING);

        var checks = table.rows(PromotionMachine::bakeMonitor)
                .blind(BakeMonitor::blind)
                .also(HELD, GOING_BACK)
                .evenIfHeld();
        checks.row(WATCHING_SHARES, "checks whether someone else changed the shares", BakeMonitor::shares)
                .on(PromotionQuestions.EXPOSURE, BakeMonitor::share)
                .to(WATCHING_ALARMS)
                .also(DONE);
        checks.row(WATCHING_ALARMS, "checks whether the alarms are quiet", BakeMonitor::alarms)
                .on(PromotionQuestions.ALARMS, BakeMonitor::alarm)
                .on(PromotionQuestions.PREFLIGHT, BakeMonitor::untouched)
                .to(ANALYSING);
        checks.row(ANALYSING, "compares the metrics of both versions", BakeMonitor::numbers)
                .on(PromotionQuestions.ANALYSIS, BakeMonitor::judged)
                // The check is complete: wait for the next one, or the bake has passed.
                .to(BAKING, GUARDING, SHIFTING, BASELINES, CONSULTING, RETIRING, GOING_BACK)
                .also(DONE);

        var completion = table.rows(PromotionMachine::completion)
                .neverPaused()
                .failed(PromotionCompletion::failed)
                .refused(PromotionCompletion::refused);
        completion
                .row(RETIRING, "removes what was kept for a rollback", PromotionCompletion::retire)
                .on(PromotionQuestions.EXPOSURE, PromotionCompletion::seen)
                .blind(PromotionCompletion::blind)
                .acted(PromotionCompletion::retired)
                // The version that would have all traffic does not serve.
                .to(PROVING, GOING_BACK)
                .also(DONE);
        completion
                .row(PROVING, "marks the digest as known good", PromotionCompletion::prove)
                .acted((handler, state, acted) -> handler.proven(state))
                .to(DONE);

        var rollback = table.rows(PromotionMachine::rollback)
                .neverPaused()
                .blind(Rollback::blind)
                .failed(Rollback::failed)
                .refused(Rollback::refused);
        rollback.row(GOING_BACK, "rolls the targets back, the last first", Rollback::takeBack)
                .on(PromotionQuestions.EXPOSURE, Rollback::found)
                .acted(Rollback::tookBack)
                .to(CHECKING_BACK);
        rollback.row(CHECKING_BACK, "reads back whether each target is rolled back", Rollback::check)
                .on(PromotionQuestions.EXPOSURE, Rollback::checked)
                .acted(Rollback::cleared)
                // Targets that are not rolled back yet are tried again.
                .to(QUARANTINING, GOING_BACK, DONE);
        rollback.row(QUARANTINING, "puts the digest into quarantine", Rollback::quarantine)
                .acted(Rollback::quarantined)
                .to(GOING_BACK, DONE);
        return table.build();
    }

    private PromotionTable() {}
}
