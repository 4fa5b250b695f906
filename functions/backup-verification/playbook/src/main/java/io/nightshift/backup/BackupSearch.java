package io.nightshift.backup;

import static io.nightshift.core.act.Message.Urgency.INFO;
import static io.nightshift.core.act.Message.Urgency.PAGE;

import io.nightshift.backup.BackupQuestions.FoundBackups;
import io.nightshift.backup.action.RestoreStep;
import io.nightshift.backup.measure.VerificationHistory;
import io.nightshift.backup.restore.RestoreOrder;
import io.nightshift.backup.restore.StoredBackup;
import io.nightshift.core.guard.DurationText;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.machine.Answer;
import io.nightshift.core.machine.PhaseTable;
import io.nightshift.core.run.Effect;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.Step;
import java.time.Duration;
import java.util.Optional;

/** The beginning of a verification: the newest backup, its promises, the cost, the approval. Nothing is changed yet. */
record BackupSearch(BackupMachine machine) {

    private static final int ALL = 100;

    Step<Verification> find(Verification state) throws JsonException {
        var request = state.request();
        if (request.removes()) {
            var left = RestoreOrder.of(new RunId(request.remove()), "", machine.now());
            return machine.abandon(
                    state.ordering(left), Outcome.RESOLVED, "run " + request.remove() + " left " + left.name());
        }
        return machine.ask(state, BackupQuestions.FIND);
    }

    Step<Verification> found(Verification state, Answer<FoundBackups> answer) throws JsonException {
        var found = answer.details();
        var known = found.earlier()
                .lastGood()
                .map(good -> state.knowing(Verification.LAST_GOOD, good.backup() + ", verified " + good.at()))
                .orElse(state);
        if (state.request().canary() && found.earlier().lastGood().isEmpty()) {
            return machine.end(
                    known,
                    Outcome.NOT_NEEDED,
                    "the checks have learned nothing yet that a test could compare with",
                    INFO);
        }
        var usable = found.backups().stream().filter(StoredBackup::isAvailable).findFirst();
        if (usable.isEmpty()) {
            return none(known, found);
        }
        var backup = usable.get();
        var judged = promises(known.of(backup), found, backup);
        var request = state.request();
        var last = found.earlier().lastGood();
        if (!request.again()
                && last.filter(good -> good.backup().equals(backup.id())).isPresent()) {
            var broken = judged.findings();
            if (!broken.isEmpty()) {
                return notBegun(judged, String.join("; ", broken));
            }
            return machine.end(
                    judged,
                    Outcome.NOT_NEEDED,
                    "backup " + backup.id() + " was verified at "
                            + last.orElseThrow().at() + "; with --now it is verified again",
                    INFO);
        }
        var tooDear = tooDear(found.earlier());
        if (tooDear.isPresent()) {
            return notBegun(judged, tooDear.get());
        }
        return request.dryRun() ? dryRun(judged, backup) : begin(judged);
    }

    private Step<Verification> none(Verification state, FoundBackups found) throws JsonException {
        if (found.backups().isEmpty()) {
            return notBegun(state, "there is no backup");
        }
        var newest = found.backups().getFirst();
        if (newest.state() == StoredBackup.State.ANSWERED) {
            var judged = promises(state.of(newest), found, newest);
            return judged.findings().isEmpty()
                    ? machine.end(judged, Outcome.NOT_NEEDED, "the provider has the verdict on " + newest.id(), INFO)
                    : notBegun(judged, String.join("; ", judged.findings()));
        }
        return notBegun(
                state,
                "no backup can be restored; the newest, %s of %s, is %s%s"
                        .formatted(newest.id(), newest.takenAt(), newest.state(), reason(newest)));
    }

    private static String reason(StoredBackup backup) {
        return backup.reason().isEmpty() ? "" : ": " + backup.reason();
    }

    private Step<Verification> notBegun(Verification state, String why) throws JsonException {
        return state.request().dryRun()
                ? machine.end(state, Outcome.NOT_NEEDED, "dry run: " + why, INFO)
                : machine.conclude(state, Outcome.ESCALATED, why);
    }

    /** What was promised of a backup, and what is suspect about it. It is restored nevertheless: nothing else shows its worth. */
    private Verification promises(Verification state, FoundBackups found, StoredBackup backup) throws JsonException {
        var judged = state.tell("the newest backup is %s: data of %s%s"
                .formatted(backup.id(), backup.takenAt(), backup.bytes() == 0 ? "" : ", " + backup.bytes() + " bytes"));
        for (var newer : found.backups()) {
            if (!newer.takenAt().isAfter(backup.takenAt()) || newer.isAvailable()) {
                continue;
            }
            judged = switch (newer.state()) {
                case RUNNING -> judged.tell("a newer one is still being written: " + newer.id());
                case UNUSABLE -> judged.finding("a newer backup failed: " + newer.id() + reason(newer));
                case ANSWERED, AVAILABLE -> judged;
            };
        }
        var age = Duration.between(backup.takenAt(), machine.now());
        var rpo = machine.spec.rpo();
        if (rpo.filter(promised -> age.compareTo(promised) > 0).isPresent()) {
            judged = judged.finding("RPO broken: the newest data is %s old, promised are %s"
                    .formatted(DurationText.say(age), DurationText.say(rpo.orElseThrow())));
        }
        if (backup.takenAt().isAfter(machine.now().plus(Duration.ofMinutes(5)))) {
            judged = judged.finding("the backup is of the future, " + backup.takenAt() + ": a clock is wrong");
        }
        var key = machine.spec.key();
        if (key.filter(expected -> !expected.equals(backup.key())).isPresent()) {
            judged = judged.finding("wrong key: encrypted with %s, expected is %s"
                    .formatted(backup.key().isEmpty() ? "none" : backup.key(), key.orElseThrow()));
        }
        for (var place : machine.spec.copies()) {
            if (!backup.copies().contains(place)) {
                judged = judged.finding("no copy in " + place);
            }
        }
        return small(judged, backup, found.earlier());
    }

    private Verification small(Verification state, StoredBackup backup, VerificationHistory earlier)
            throws JsonException {
        var usual = earlier.usualBytes();
        boolean small = backup.bytes() > 0
                && usual.filter(bytes -> backup.bytes() < bytes / ALL * machine.spec.smallest())
                        .isPresent();
        return small
                ? state.finding(
                        "suspiciously small: %d bytes, usual are %d".formatted(backup.bytes(), usual.orElseThrow()))
                : state;
    }

    private Optional<String> tooDear(VerificationHistory earlier) {
        var price = machine.spec.price();
        if (price.isEmpty()) {
            return Optional.empty();
        }
        var time = earlier.lastTotal().or(machine.spec::rto).orElse(Duration.ofHours(1));
        var cost = price.get().of(time);
        if (price.get().perRun().filter(cap -> cost.compareTo(cap) > 0).isPresent()) {
            return Optional.of("it would cost about %s, the policy allows %s for one verification"
                    .formatted(
                            cost.toPlainString(),
                            price.get().perRun().orElseThrow().toPlainString()));
        }
        var month = earlier.spent(machine.now()).add(cost);
        return price.get()
                .perMonth()
                .filter(cap -> month.compareTo(cap) > 0)
                .map(cap -> "with it, this month would cost about %s, the policy allows %s"
                        .formatted(month.toPlainString(), cap.toPlainString()));
    }

    private Step<Verification> dryRun(Verification state, StoredBackup backup) throws JsonException {
        var broken = state.findings();
        return machine.end(
                state,
                Outcome.NOT_NEEDED,
                "dry run: would restore %s as %s, and perform %d checks%s"
                        .formatted(
                                backup.id(),
                                RestoreOrder.nameOf(machine.context().key().id()),
                                machine.spec.checks().size(),
                                broken.isEmpty() ? "" : "; " + String.join("; ", broken)),
                INFO);
    }

    private Step<Verification> begin(Verification state) throws JsonException {
        return machine.spec.approval().isPresent()
                ? machine.enter(state, BackupPhase.ASKING)
                : restore(state, order(state));
    }

    private Step<Verification> restore(Verification state, RestoreOrder order) throws JsonException {
        return machine.enter(state.ordering(order).marking(Verification.ORDERED, machine.now()), BackupPhase.RESTORING);
    }

    Step<Verification> blind(Verification state, Fact.NotObserved not) throws JsonException {
        return notBegun(state, "its backups cannot be listed: " + not.problem().message());
    }

    private RestoreOrder order(Verification state) throws JsonException {
        return RestoreOrder.of(
                machine.context().key().id(),
                state.backup().orElseThrow().id(),
                machine.now().plus(machine.spec.expiry()));
    }

    Step<Verification> ask(Verification state) throws JsonException {
        var approval = machine.spec.approval().orElseThrow();
        var need = approval.asked(BackupSpec.STAGE, "the policy asks for it");
        var action = machine.action(state.ordering(order(state)), RestoreStep.RESTORE, Json.obj());
        var message = machine.message(PAGE, "Approval needed: " + machine.title(state), state.story());
        return Step.of(state, new Effect.AskApproval(action, need, message, BackupSpec.STAGE));
    }

    Step<Verification> approved(Verification state, Fact.Approved approved) throws JsonException {
        return restore(state.tell("approved by " + approved.by()), order(state));
    }

    Step<Verification> unapproved(Verification state, PhaseTable.Unapproved unapproved) {
        return machine.end(state, unapproved.expired() ? Outcome.ESCALATED : Outcome.ABORTED, unapproved.why(), INFO);
    }
}
