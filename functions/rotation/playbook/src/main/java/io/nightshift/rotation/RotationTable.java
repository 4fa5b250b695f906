package io.nightshift.rotation;

import static io.nightshift.rotation.RotationPhase.ASKING;
import static io.nightshift.rotation.RotationPhase.CLOSING;
import static io.nightshift.rotation.RotationPhase.CONFIRMING;
import static io.nightshift.rotation.RotationPhase.CREATING;
import static io.nightshift.rotation.RotationPhase.CUTTING_OFF;
import static io.nightshift.rotation.RotationPhase.DONE;
import static io.nightshift.rotation.RotationPhase.HELD;
import static io.nightshift.rotation.RotationPhase.PREFLIGHT;
import static io.nightshift.rotation.RotationPhase.PROVING;
import static io.nightshift.rotation.RotationPhase.RETIRING;
import static io.nightshift.rotation.RotationPhase.REVERTING;
import static io.nightshift.rotation.RotationPhase.ROLLING;
import static io.nightshift.rotation.RotationPhase.SETTING;
import static io.nightshift.rotation.RotationPhase.SWITCHING;
import static io.nightshift.rotation.RotationPhase.TESTING;

import io.nightshift.core.machine.PhaseTable;

/**
 * The transition table of a rotation. From the moment in which the system may be changed until applications read the new
 * version, nothing holds it: it goes on or reverts.
 */
final class RotationTable {

    static final PhaseTable<RotationPhase, RotationMachine, Rotation> TABLE = table();

    private static PhaseTable<RotationPhase, RotationMachine, Rotation> table() {
        var table = PhaseTable.<RotationPhase, RotationMachine, Rotation>of(PREFLIGHT, DONE);

        table.rows()
                .held(HELD, "waits for a human", RotationMachine::waitHeld)
                .timer(RotationMachine::waitedHeld)
                .also(REVERTING, DONE);

        var start = table.rows(RotationMachine::start).also(DONE);
        start.row(
                        PREFLIGHT,
                        "checks secret, system, admin, names and places before anything is written; waits for the window",
                        RotationStart::check)
                .on(RotationQuestions.PREFLIGHT, RotationStart::checked)
                .blind(RotationStart::blind)
                .to(ASKING, CUTTING_OFF, CREATING)
                .also(HELD);
        start.row(ASKING, "waits for the approvers", RotationStart::ask)
                .approved(RotationStart::approved)
                .unapproved(RotationStart::unapproved)
                .noTimer()
                .evenIfHeld()
                .to(CUTTING_OFF, CREATING);
        start.row(CUTTING_OFF, "ends a leaked key before there is a new one", RotationStart::cutOff)
                .acted(RotationStart::isCutOff)
                .failed(RotationStart::failed)
                .refused(RotationStart::refused)
                .neverPaused()
                .to(CREATING);
        start.row(CREATING, "makes a new value and stores it as pending", RotationStart::create)
                .acted(RotationStart::created)
                .failed(RotationStart::notCreated)
                .refused(RotationStart::mayNotCreate)
                .to(SETTING, REVERTING)
                .also(HELD);

        table.rows(RotationMachine::changeover)
                .failed(Changeover::failed)
                .refused(Changeover::refused)
                .row(SETTING, "makes the pending credential work at its system", Changeover::set)
                .acted((handler, state, acted) -> handler.isSet(state))
                .to(TESTING, REVERTING)
                .also(HELD);
        var watched = table.rows(RotationMachine::changeover)
                .failed(Changeover::failed)
                .refused(Changeover::refused)
                .neverPaused();
        watched.row(TESTING, "logs in with it, where it is set and where applications log in", Changeover::test)
                .on(RotationQuestions.NEW_LOGIN, Changeover::tested)
                .blind(Changeover::untested)
                .to(SWITCHING, REVERTING);
        watched.row(SWITCHING, "publishes it, if the published version is still the old one", Changeover::publish)
                .acted(Changeover::isPublished)
                .to(ROLLING, REVERTING);
        watched.row(REVERTING, "makes the old credential work again and discards the pending one", Changeover::revert)
                .acted((handler, state, acted) -> handler.isReverted(state))
                .failed(Changeover::notReverted)
                .refused(Changeover::mayNotRevert)
                .to(ROLLING, DONE);

        var end = table.rows(RotationMachine::completion).also(DONE);
        end.row(ROLLING, "restarts the consumers, each after the one before it is up again", RotationCompletion::roll)
                .acted((handler, state, acted) -> handler.rolled(state))
                .on(RotationQuestions.CONSUMER, RotationCompletion::settled)
                .blind(RotationCompletion::unsettled)
                .failed(RotationCompletion::notRolled)
                .refused(RotationCompletion::mayNotRoll)
                .to(PROVING)
                .also(HELD);
        end.row(
                        PROVING,
                        "waits for the grace, then until nobody logs in with the old one any more",
                        RotationCompletion::prove)
                .on(RotationQuestions.OLD_USE, RotationCompletion::used)
                .blind(RotationCompletion::unproved)
                .to(RETIRING)
                .also(HELD);
        end.row(RETIRING, "ends the old credential", RotationCompletion::retire)
                .acted((handler, state, acted) -> handler.retired(state))
                .failed(RotationCompletion::notRetired)
                .refused(RotationCompletion::mayNotRetire)
                .to(CONFIRMING)
                .also(HELD);
        end.row(CONFIRMING, "logs in with the old one, which has to be refused", RotationCompletion::confirm)
                .on(RotationQuestions.OLD_LOGIN, RotationCompletion::confirmed)
                .blind(RotationCompletion::unconfirmed)
                .neverPaused()
                .to(CLOSING);
        end.row(CLOSING, "ends the reading of the old version, if the store can", RotationCompletion::close)
                .acted((handler, state, acted) -> handler.closed(state))
                .failed(RotationCompletion::notClosed)
                .refused(RotationCompletion::mayNotClose)
                .neverPaused()
                .to(DONE);
        return table.build();
    }

    private RotationTable() {}
}
