package io.nightshift.local.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The result of a backtest with the names of its policies, as rows for any form of output.
 *
 * @param names one per policy: one, or the policy and the one it is compared with
 */
public record BacktestComparison(List<String> names, Backtest.Result result) {

    public BacktestComparison {
        names = List.copyOf(names);
    }

    /**
     * @param values one per policy
     */
    public record Row(List<String> names, List<Long> values) {
        public Row {
            names = List.copyOf(names);
            values = List.copyOf(values);
        }

        /** The difference between the policy and the one it is compared with. */
        public long difference() {
            return values.getFirst() - values.getLast();
        }

        public String signedDifference() {
            return difference() == 0 ? "=" : String.format(Locale.ROOT, "%+d", difference());
        }
    }

    public boolean isOfTwo() {
        return names.size() > 1;
    }

    private List<Tally> tallies(BacktestSection section) {
        return result.policies().stream().map(summary -> summary.tally(section)).toList();
    }

    public List<Row> rows(BacktestSection section) {
        var tallies = tallies(section);
        var rows = new ArrayList<Row>();
        for (var key : tallies.getFirst().namesWith(tallies.getLast())) {
            rows.add(new Row(key, tallies.stream().map(tally -> tally.get(key)).toList()));
        }
        return rows;
    }

    public Row total(BacktestSection section) {
        return new Row(
                List.of(section.title()),
                tallies(section).stream().map(Tally::total).toList());
    }

    /** The headings of the value columns. */
    public List<String> valueHeads() {
        return isOfTwo() ? List.of("policy", "against", "difference") : List.of("count");
    }

    public List<String> values(Row row) {
        var values = new ArrayList<>(row.values().stream().map(String::valueOf).toList());
        if (isOfTwo()) {
            values.add(row.signedDifference());
        }
        return values;
    }

    /** The assumptions of the result, in sentences. */
    public List<String> sentences() {
        var sentences = new ArrayList<String>();
        sentences.add(
                result.signals() == 0
                        ? "The history holds no signal."
                        : "%d signals of %d payloads, from %s to %s."
                                .formatted(result.signals(), result.payloads(), result.from(), result.to()));
        sentences.addAll(Backtest.NOTES);
        return sentences;
    }
}
