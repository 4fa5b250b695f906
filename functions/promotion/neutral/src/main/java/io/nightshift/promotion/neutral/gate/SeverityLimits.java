package io.nightshift.promotion.neutral.gate;

import io.nightshift.core.act.Observer.Health;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Counts the findings of one scan against its limits and describes the result. */
final class SeverityLimits {

    /** The maximum number of ids for one severity in one sentence. */
    private static final int MOST_IDS = 5;

    private final ScanLimits limits;
    private final Instant now;
    private final Map<Severity, Long> counts = new EnumMap<>(Severity.class);
    private final Map<Severity, Set<String>> ids = new EnumMap<>(Severity.class);
    private final Set<String> notes = new LinkedHashSet<>();

    SeverityLimits(ScanLimits limits, Instant now) {
        this.limits = limits;
        this.now = now;
    }

    GateAnswer of(ScanFindings.Listed listed) {
        int ignored = 0;
        int unfixable = 0;
        var ended = new TreeSet<String>();
        for (var finding : listed.findings()) {
            if (limits.fixableOnly() && !finding.fixable()) {
                unfixable++;
            } else if (ignored(finding, ended)) {
                ignored++;
            } else {
                count(finding);
            }
        }
        note(ignored, " ignored");
        note(unfixable, " without a fix not counted");
        notes.addAll(ended);
        return answer();
    }

    GateAnswer of(ScanFindings.Counted counted) {
        counts.putAll(counted.counts());
        var answer = answer();
        boolean wanted = limits.fixableOnly() || !limits.ignored().isEmpty();
        return answer.health() == Health.WELL || !wanted
                ? answer
                : GateAnswer.closed(answer.reason()
                        + "; the scan gives only counts, so ignore and fixableOnly cannot take any of them out");
    }

    private boolean ignored(Finding finding, Set<String> ended) {
        var matching = limits.ignored().stream()
                .filter(entry -> finding.is(entry.id()))
                .toList();
        if (matching.stream().anyMatch(entry -> entry.holds(now))) {
            return true;
        }
        matching.forEach(entry -> ended.add(finding.shown() + " was ignored until " + entry.until()));
        return false;
    }

    private void count(Finding finding) {
        counts.merge(finding.severity(), 1L, Long::sum);
        ids.computeIfAbsent(finding.severity(), severity -> new LinkedHashSet<>())
                .add(finding.shown());
    }

    private void note(int number, String what) {
        if (number > 0) {
            notes.add(number + what);
        }
    }

    private GateAnswer answer() {
        var tooMany = new ArrayList<String>();
        var fine = new ArrayList<String>();
        for (var severity : Severity.values()) {
            long count = counts.getOrDefault(severity, 0L);
            var limited = limits.limitedBy(severity);
            if (limited.isEmpty()) {
                note(severity == Severity.UNKNOWN ? count : 0);
            } else if (count > limits.limit(limited.get())) {
                tooMany.add(numbers(severity, limited.get(), count) + shown(severity));
            } else if (limits.atMost().containsKey(severity) || count > 0) {
                fine.add(numbers(severity, limited.get(), count));
            }
        }
        return tooMany.isEmpty() ? GateAnswer.open(sentence(fine)) : GateAnswer.closed(sentence(tooMany));
    }

    private void note(long unknown) {
        if (unknown > 0) {
            notes.add(unknown + " of unknown severity, which has no limit");
        }
    }

    private String numbers(Severity severity, Severity limited, long count) {
        return count + " " + severity.word() + " (at most " + limits.limit(limited)
                + (limited == severity ? ")" : ", the limit for " + limited.word() + ")");
    }

    private String shown(Severity severity) {
        var all = ids.getOrDefault(severity, Set.of());
        if (all.isEmpty()) {
            return "";
        }
        var first = String.join(", ", all.stream().limit(MOST_IDS).toList());
        return ": " + first + (all.size() > MOST_IDS ? " and " + (all.size() - MOST_IDS) + " more" : "");
    }

    private String sentence(List<String> parts) {
        var all = new ArrayList<>(parts);
        all.addAll(notes);
        return String.join("; ", all);
    }
}
