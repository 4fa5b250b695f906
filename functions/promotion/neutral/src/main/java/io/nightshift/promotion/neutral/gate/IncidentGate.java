package io.nightshift.promotion.neutral.gate;

import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.Status;
import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The gate {@code incident}: closed while a remediation of one of the stage's targets is in progress. A waiting remediation
 * always waits for a time, so the ledger lists all of them as due at some time; this is far cheaper than reading all runs.
 */
public record IncidentGate(Ledger ledger, InstantSource clock) implements Observer {

    private static final String PLAYBOOK = "remediation";
    private static final Duration SOME_DAY = Duration.ofDays(3_650);
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 50;

    @Override
    public boolean observes(Query query) {
        return GateQuestion.isOf(query, "incident");
    }

    @Override
    public Observed observe(Query query) {
        try {
            return GateQuestion.answered(query, this::answer);
        } catch (LedgerException e) {
            return new Observed.NotSeen(Problem.transientFault("Ledger", "the ledger cannot be read now"));
        }
    }

    private Observed answer(GateQuestion question) throws JsonException {
        var targets = new ArrayList<Resource>();
        for (var target : question.all().at("targets").items()) {
            targets.add(Resource.fromJson(target));
        }
        var service = question.all().at("service").textOr("");
        Optional<String> from = Optional.empty();
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            var page = ledger.due(clock.instant().plus(SOME_DAY), from, PAGE);
            for (var id : page.items()) {
                var open = id.value().startsWith(PLAYBOOK + "-") ? ledger.run(id) : Optional.<Run>empty();
                if (open.isPresent() && concerns(open.get(), targets, service)) {
                    return GateAnswer.closed("a remediation is under way: " + said(open.get()))
                            .seen();
                }
            }
            from = page.next();
            if (from.isEmpty()) {
                return GateAnswer.open("no remediation of a target is under way")
                        .seen();
            }
        }
        return GateAnswer.notYet("more than " + PAGE * MOST_PAGES + " runs are under way; not all were looked at")
                .seen();
    }

    private static boolean concerns(Run run, List<Resource> targets, String service) {
        var subject = run.key().subject();
        return run.status() != Status.FINISHED
                && run.key().playbook().equals(PLAYBOOK)
                && (targets.stream().anyMatch(target -> same(target, subject))
                        || (subject.kind().equals(Resource.Kinds.SERVICE)
                                && subject.name().equals(service)));
    }

    /** An alarm may name a Lambda function without the promoted alias. */
    private static boolean same(Resource target, Resource subject) {
        return target.equals(subject)
                || (target.kind().equals(Resource.Kinds.LAMBDA_FUNCTION)
                        && subject.kind().equals(target.kind())
                        && subject.origin().equals(target.origin())
                        && function(target).equals(function(subject)));
    }

    private static String function(Resource lambda) {
        return lambda.name().split(":", 2)[0];
    }

    private static String said(Run run) {
        return run.id() + " of " + run.key().subject().label() + " since " + run.startedAt();
    }
}
