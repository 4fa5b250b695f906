package io.nightshift.backup;

import static io.nightshift.core.act.Message.Urgency.PAGE;

import io.nightshift.backup.action.RestoreStep;
import io.nightshift.backup.check.BackupCheck;
import io.nightshift.backup.check.BackupCheckReport;
import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.check.CheckResult;
import io.nightshift.core.act.Problem;
import io.nightshift.core.guard.DurationText;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.machine.Answer;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Step;
import java.util.ArrayList;
import java.util.List;

/** The checks of the restored data, one after the other, and the verdict. */
record RestoredData(BackupMachine machine) {

    /** The size of a dump is a suspicion; what another check found is the reason. */
    private static final String SIZE = "backup-size";

    /** The first query was made when the run got in. */
    private List<BackupCheck> checks() {
        return machine.spec.checks().stream()
                .filter(check -> !(check instanceof BackupCheck.Connects))
                .toList();
    }

    Step<Verification> check(Verification state) throws JsonException {
        int done = state.checks();
        return done < checks().size()
                ? machine.ask(
                        state,
                        BackupQuestions.CHECK,
                        Json.obj().with("check", checks().get(done).toJson()).with("number", done))
                : decided(state.marking(Verification.CHECKED, machine.now()));
    }

    Step<Verification> checked(Verification state, Answer<CheckResult> answer) throws JsonException {
        return next(state, answer.details());
    }

    private Step<Verification> next(Verification state, CheckResult result) throws JsonException {
        return machine.enter(state.resulting(result).checked(state.checks() + 1), BackupPhase.CHECKING);
    }

    /** A check that could not be performed says nothing against the backup. */
    Step<Verification> unchecked(Verification state, Fact.NotObserved not) throws JsonException {
        return next(state, undecidable(state, not.problem()));
    }

    private CheckResult undecidable(Verification state, Problem problem) throws JsonException {
        var check = checks().get(Math.min(state.checks(), checks().size() - 1));
        return CheckResult.undecidable(check.type(), "could not be performed: " + problem.message());
    }

    private Step<Verification> decided(Verification state) throws JsonException {
        var report = state.report();
        var verdict = report.verdict();
        var judged = rto(state.tell("%s: %d checks in %s"
                .formatted(
                        verdict,
                        report.results().size(),
                        DurationText.say(state.between(Verification.ENTERED, Verification.CHECKED)))));
        for (var finding : report.findings()) {
            judged = judged.tell(finding);
        }
        for (var note : report.notes()) {
            judged = judged.tell("note: " + note);
        }
        if (state.has(Verification.DAMAGE)) {
            return tested(judged, verdict);
        }
        var ended = outcome(judged, report);
        var step = machine.enter(ended, machine.spec.answers() ? BackupPhase.ANSWERING : BackupPhase.REMOVING);
        return verdict == BackupVerdict.BROKEN
                ? machine.telling(step, machine.message(PAGE, "BROKEN: " + machine.title(state), broken(ended, report)))
                : step;
    }

    /** The checks had to find the damage; whether the provider waits for a verdict or not, this is none on the backup. */
    private Step<Verification> tested(Verification state, BackupVerdict verdict) throws JsonException {
        var damage = state.text(Verification.DAMAGE);
        if (verdict == BackupVerdict.BROKEN) {
            return machine.enter(
                    state.ending(Outcome.RESOLVED, "the checks found what was damaged for a test: " + damage),
                    BackupPhase.REMOVING);
        }
        var reason = "THE VERIFIER IS BROKEN: its checks do not find damage: " + damage;
        return machine.telling(
                machine.enter(state.ending(Outcome.ESCALATED, reason), BackupPhase.REMOVING),
                machine.message(
                        PAGE,
                        "THE VERIFIER IS BROKEN: " + machine.title(state),
                        List.of(
                                reason,
                                "Earlier verdicts \"good\" of these checks prove nothing: declare more checks")));
    }

    private static List<String> broken(Verification state, BackupCheckReport report) throws JsonException {
        var lines = new ArrayList<>(report.findings());
        lines.add("The backup: " + state.backup().map(backup -> backup.id()).orElse(""));
        lines.add(
                state.has(Verification.LAST_GOOD)
                        ? "The last good one: " + state.text(Verification.LAST_GOOD)
                                + ". Keep it: retention may remove it"
                        : "No earlier backup was verified as good");
        return lines;
    }

    private Verification rto(Verification state) throws JsonException {
        var measured = state.between(Verification.ORDERED, Verification.ENTERED);
        var rto = machine.spec.rto();
        return rto.filter(promised -> measured.compareTo(promised) > 0).isPresent()
                ? state.finding("RTO broken: the first query came after %s, promised are %s"
                        .formatted(DurationText.say(measured), DurationText.say(rto.orElseThrow())))
                : state;
    }

    /** Good data with a broken promise is no success. */
    private static Verification outcome(Verification state, BackupCheckReport report) throws JsonException {
        var promises = state.findings();
        return switch (report.verdict()) {
            case BROKEN -> state.ending(Outcome.ESCALATED, "broken: " + first(report.findings()));
            case UNDECIDABLE -> state.ending(Outcome.ESCALATED, "not decidable here: " + first(report.findings()));
            case GOOD ->
                promises.isEmpty()
                        ? state.ending(
                                Outcome.RESOLVED,
                                "good: restored, and %d checks passed"
                                        .formatted(report.results().size()))
                        : state.ending(Outcome.ESCALATED, "the data is good; " + first(promises));
        };
    }

    private static String first(List<String> findings) {
        if (findings.isEmpty()) {
            return "no finding";
        }
        var clearest = findings.stream()
                .filter(finding -> !finding.startsWith(SIZE))
                .findFirst()
                .orElse(findings.getFirst());
        return clearest + (findings.size() == 1 ? "" : " (and " + (findings.size() - 1) + " more)");
    }

    Step<Verification> answer(Verification state) throws JsonException {
        return machine.act(
                state,
                machine.action(
                        state,
                        RestoreStep.ANSWER,
                        Json.obj().with("report", state.report().toJson())));
    }

    Step<Verification> answered(Verification state) throws JsonException {
        return machine.enter(state, BackupPhase.REMOVING);
    }

    Step<Verification> unanswered(Verification state, Fact.Failed failed) throws JsonException {
        return answered(state.finding(
                "the provider did not take the verdict: " + failed.problem().message()));
    }

    Step<Verification> mayNotAnswer(Verification state, Fact.Refused refused) throws JsonException {
        return answered(state.finding("the provider was not told the verdict: " + refused.reason()));
    }
}
