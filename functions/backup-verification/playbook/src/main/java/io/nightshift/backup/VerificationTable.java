package io.nightshift.backup;

import static io.nightshift.backup.BackupPhase.ANSWERING;
import static io.nightshift.backup.BackupPhase.ASKING;
import static io.nightshift.backup.BackupPhase.CHECKING;
import static io.nightshift.backup.BackupPhase.CONFIRMING;
import static io.nightshift.backup.BackupPhase.DAMAGING;
import static io.nightshift.backup.BackupPhase.DONE;
import static io.nightshift.backup.BackupPhase.ENTERING;
import static io.nightshift.backup.BackupPhase.OPENING;
import static io.nightshift.backup.BackupPhase.RECORDING;
import static io.nightshift.backup.BackupPhase.REMOVING;
import static io.nightshift.backup.BackupPhase.RESTORING;
import static io.nightshift.backup.BackupPhase.SEARCHING;
import static io.nightshift.backup.BackupPhase.WAITING;

import io.nightshift.core.machine.PhaseTable;

/** The transition table of a verification. Every way from the restore call on leads through {@code REMOVING}. */
final class VerificationTable {

    static final PhaseTable<BackupPhase, BackupMachine, Verification> TABLE = table();

    private static PhaseTable<BackupPhase, BackupMachine, Verification> table() {
        var table = PhaseTable.<BackupPhase, BackupMachine, Verification>of(SEARCHING, DONE);

        var search = table.rows(BackupMachine::search).also(DONE);
        search.row(
                        SEARCHING,
                        "finds the newest backup: in time, with the expected key, copied, not too dear",
                        BackupSearch::find)
                .on(BackupQuestions.FIND, BackupSearch::found)
                .blind(BackupSearch::blind)
                .to(ASKING, RESTORING, REMOVING, RECORDING);
        search.row(ASKING, "waits for the approvers", BackupSearch::ask)
                .approved(BackupSearch::approved)
                .unapproved(BackupSearch::unapproved)
                .noTimer()
                .to(RESTORING);

        var progress = table.rows(BackupMachine::progress)
                .failed(RestoreProgress::failed)
                .refused(RestoreProgress::refused)
                .blind(RestoreProgress::blind);
        progress.row(
                        RESTORING,
                        "restores it into an isolated place, under a name of this run",
                        RestoreProgress::restore)
                .acted(RestoreProgress::restoring)
                .failed(RestoreProgress::notRestored)
                .refused(RestoreProgress::mayNotRestore)
                .to(WAITING, REMOVING, RECORDING)
                .also(DONE);
        progress.row(WAITING, "waits until it is there", RestoreProgress::look)
                .on(BackupQuestions.STATUS, RestoreProgress::looked)
                .to(RESTORING, OPENING, REMOVING);
        progress.row(OPENING, "sets a password of its own in it", RestoreProgress::open)
                .acted((handler, state, acted) -> handler.opened(state))
                .to(ENTERING, REMOVING);
        progress.row(ENTERING, "makes the first query", RestoreProgress::enter)
                .on(BackupQuestions.ENTRY, RestoreProgress::entered)
                .to(DAMAGING, CHECKING, REMOVING);
        progress.row(
                        DAMAGING,
                        "damages the restored data, if the checks themselves are tested",
                        RestoreProgress::damage)
                .acted(RestoreProgress::damaged)
                .to(CHECKING, REMOVING);

        var data = table.rows(BackupMachine::data);
        data.row(CHECKING, "performs the checks, one after the other", RestoredData::check)
                .on(BackupQuestions.CHECK, RestoredData::checked)
                .blind(RestoredData::unchecked)
                .to(ANSWERING, REMOVING);
        data.row(ANSWERING, "tells the provider the verdict, if it waits for one", RestoredData::answer)
                .acted((handler, state, acted) -> handler.answered(state))
                .failed(RestoredData::unanswered)
                .refused(RestoredData::mayNotAnswer)
                .to(REMOVING);

        var end = table.rows(BackupMachine::removal);
        end.row(REMOVING, "removes what it restored", RestoreRemoval::remove)
                .acted((handler, state, acted) -> handler.removing(state))
                .failed(RestoreRemoval::notRemoved)
                .refused(RestoreRemoval::mayNotRemove)
                .to(CONFIRMING, RECORDING);
        end.row(CONFIRMING, "looks that it is gone", RestoreRemoval::look)
                .on(BackupQuestions.STATUS, RestoreRemoval::looked)
                .blind(RestoreRemoval::unseen)
                .to(REMOVING, RECORDING);
        end.row(RECORDING, "writes its measures to the ledger", RestoreRemoval::record)
                .acted((handler, state, acted) -> handler.recorded(state))
                .failed(RestoreRemoval::notRecorded)
                .refused(RestoreRemoval::mayNotRecord)
                .to(DONE);
        return table.build();
    }

    private VerificationTable() {}
}
