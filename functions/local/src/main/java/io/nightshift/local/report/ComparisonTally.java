package io.nightshift.local.report;

import io.nightshift.core.json.Json;
import io.nightshift.local.report.ComparedRun.Judgement;
import io.nightshift.report.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts the compared runs of one rule. */
public final class ComparisonTally {

    private static final double MEDIAN = 0.5;

    private final String rule;
    private final Map<Judgement, Long> judged = new EnumMap<>(Judgement.class);
    private final Durations ahead = new Durations();
    private final List<ComparedRun> runs = new ArrayList<>();
    private long first;

    private ComparisonTally(String rule) {
        this.rule = rule;
    }

    /** By rule. */
    public static Collection<ComparisonTally> of(List<ComparedRun> runs) {
        var tallies = new TreeMap<String, ComparisonTally>();
        runs.forEach(run ->
                tallies.computeIfAbsent(run.run().rule(), ComparisonTally::new).add(run));
        return tallies.values();
    }

    private void add(ComparedRun run) {
        runs.add(run);
        judged.merge(run.judgement(), 1L, Long::sum);
        run.ahead().filter(Duration::isPositive).ifPresent(by -> {
            first++;
            ahead.add(by);
        });
    }

    public String rule() {
        return rule;
    }

    public long compared() {
        return runs.size();
    }

    public long judged(Judgement how) {
        return judged.getOrDefault(how, 0L);
    }

    /** Agreed, and the act would have been earlier than the person. */
    public long first() {
        return first;
    }

    /** By how much, in the median of those. */
    public Optional<Duration> firstBy() {
        return ahead.quantile(MEDIAN);
    }

    /** It recovered by itself, or a person did something else. */
    public long wrong() {
        return judged(Judgement.RECOVERED) + judged(Judgement.DID_SOMETHING_ELSE);
    }

    public Json.Obj toJson() {
        return Json.obj()
                .with("rule", rule)
                .with("compared", compared())
                .with("agreed", judged(Judgement.AGREED))
                .with("first", first)
                .withOptional("medianFirstBy", firstBy().map(Duration::toString).orElse(null))
                .with("wrong", wrong())
                .with("recovered", judged(Judgement.RECOVERED))
                .with("didSomethingElse", judged(Judgement.DID_SOMETHING_ELSE))
                .with("automated", judged(Judgement.AUTOMATED))
                .with("undecided", judged(Judgement.UNDECIDED))
                .with("runs", Json.arr(runs.stream().map(ComparedRun::toJson).toList()));
    }
}
