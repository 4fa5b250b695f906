package io.nightshift.local.report;

import io.nightshift.core.json.Json;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A run that only recorded what it would have done, next to what people did.
 *
 * @param wanted the act that is compared
 * @param change what somebody did; empty if nobody did anything
 */
public record ComparedRun(Run run, WantedAct wanted, Judgement judgement, Optional<RecordedChange> change) {

    /** What the comparison says. */
    public enum Judgement {
        /** A person made the same call on the same target, from the start of the run until a while after the act. */
        AGREED,
        /** Nobody did that, and a person changed the target in another way. */
        DID_SOMETHING_ELSE,
        /** Not a person, but automation made the same call. */
        AUTOMATED,
        /** Nobody changed the target, and the run ended because it was well. */
        RECOVERED,
        /** Nobody changed the target, and the run did not end as well. */
        UNDECIDED
    }

    static ComparedRun of(
            Run run, List<WantedAct> wanted, List<RecordedChange> changes, PeopleFilter people, Duration within) {
        var near = changes.stream()
                .filter(change -> wanted.stream()
                        .anyMatch(act -> act.isAimedAt(change) && isNear(run.startedAt(), act, change, within)))
                .sorted(Comparator.comparing(RecordedChange::at))
                .toList();
        for (var act : wanted) {
            var same = near.stream()
                    .filter(act::isAimedAt)
                    .filter(change -> SameCall.isSame(act.action(), change))
                    .toList();
            var person = same.stream().filter(people::isPerson).findFirst();
            if (person.isPresent()) {
                return new ComparedRun(run, act, Judgement.AGREED, person);
            }
        }
        return withoutTheSame(run, wanted, near, people);
    }

    private static ComparedRun withoutTheSame(
            Run run, List<WantedAct> wanted, List<RecordedChange> near, PeopleFilter people) {
        var first = wanted.getFirst();
        var other = near.stream().filter(people::isPerson).findFirst();
        if (other.isPresent()) {
            return new ComparedRun(run, first, Judgement.DID_SOMETHING_ELSE, other);
        }
        var automated = near.stream()
                .filter(change ->
                        wanted.stream().anyMatch(act -> act.isAimedAt(change) && SameCall.isSame(act.action(), change)))
                .findFirst();
        if (automated.isPresent()) {
            return new ComparedRun(run, first, Judgement.AUTOMATED, automated);
        }
        boolean recovered = run.outcome().equals(Optional.of(Outcome.NOT_NEEDED));
        return new ComparedRun(run, first, recovered ? Judgement.RECOVERED : Judgement.UNDECIDED, Optional.empty());
    }

    private static boolean isNear(Instant start, WantedAct act, RecordedChange change, Duration within) {
        return !change.at().isBefore(start) && !change.at().isAfter(act.at().plus(within));
    }

    /** By how much the act would have been earlier than the person; negative if the person was first. */
    public Optional<Duration> ahead() {
        return change.filter(ignored -> judgement == Judgement.AGREED)
                .map(found -> Duration.between(wanted.at(), found.at()));
    }

    public Json.Obj toJson() {
        var json = Json.obj()
                .with("run", run.id().value())
                .with("action", wanted.action())
                .with("target", wanted.target().toString())
                .with("at", wanted.at().toString())
                .with("judgement", id(judgement));
        return change.map(found -> json.with("call", found.call())
                        .with("by", found.actor())
                        .with("calledAt", found.at().toString())
                        .withOptional("ahead", ahead().map(Duration::toString).orElse(null)))
                .orElse(json);
    }

    private static String id(Judgement judgement) {
        return judgement.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
