package io.nightshift.core.guard;

import io.nightshift.core.json.JsonException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The times at which a rule acted within its window. A low limit uses one mark. A high limit is spread over up to
 * eight marks, each with its share: otherwise workers that act at the same time would all wait for one mark, and it
 * would grow with the limit.
 *
 * <p>All marks are always read, so that acts under a higher limit count under a lower one. If any mark holds more
 * than its share, as after such a change, all workers write the first mark. So two workers never both take the last
 * slot: they write the same mark.
 */
final class RateMarks {

    private static final int MOST_MARKS = 8;

    /** Up to this many acts, one mark is enough. */
    private static final int FEW = 16;

    private final String rule;
    private final int limit;
    private final List<List<Instant>> times;

    private RateMarks(String rule, int limit, List<List<Instant>> times) {
        this.rule = rule;
        this.limit = limit;
        this.times = times;
    }

    static Set<String> keys(String rule) {
        var keys = new LinkedHashSet<String>();
        for (int mark = 0; mark < MOST_MARKS; mark++) {
            keys.add(MarkKeys.rate(rule, mark));
        }
        return keys;
    }

    static RateMarks of(Proposal act, Marks marks) throws JsonException {
        var rate = act.overrides().rate();
        var times = new ArrayList<List<Instant>>();
        for (var key : keys(act.rule())) {
            times.add(marks.times(key, act.now(), rate.window()));
        }
        return new RateMarks(act.rule(), rate.times(), times);
    }

    /** The times of all marks, the earliest first. */
    List<Instant> all() {
        var all = new ArrayList<Instant>();
        times.forEach(all::addAll);
        all.sort(null);
        return all;
    }

    /** The mark with this run's act in it. */
    Mark with(Proposal act) {
        int mark = place(act.run());
        return Marks.timesMark(
                MarkKeys.rate(rule, mark),
                times.get(mark),
                act.now(),
                act.overrides().rate().window());
    }

    private int place(String run) {
        if (IntStream.range(0, MOST_MARKS).anyMatch(mark -> times.get(mark).size() > part(mark))) {
            return 0;
        }
        int first = Math.floorMod(run.hashCode(), marks());
        return IntStream.range(first, first + marks())
                .map(mark -> mark % marks())
                .filter(mark -> times.get(mark).size() < part(mark))
                .findFirst()
                .orElse(0);
    }

    private int marks() {
        return Math.clamp((limit + FEW - 1) / FEW, 1, MOST_MARKS);
    }

    private int part(int mark) {
        return mark < marks() ? limit / marks() + (mark < limit % marks() ? 1 : 0) : 0;
    }
}
