package io.nightshift.cost.runtime;

import io.nightshift.core.act.CallFailed;
import io.nightshift.cost.billing.ResourceCosts;
import io.nightshift.cost.idle.IdleFinding;
import io.nightshift.cost.idle.IdleRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Idle, unattached and oversized resources, the largest saving first.
 *
 * @param read how many resources were judged
 * @param unread what could not be read, and why
 */
public record IdleSearch(List<IdleFinding> findings, int read, List<String> unread) {

    private static final Comparator<IdleFinding> DEAREST = Comparator.comparing(
                    (IdleFinding found) -> found.saving().orElse(java.math.BigDecimal.ZERO), Comparator.reverseOrder())
            .thenComparing(found -> found.resource().toString());

    public IdleSearch {
        findings = findings.stream().sorted(DEAREST).toList();
        unread = List.copyOf(unread);
    }

    /** @param costs of resources, from billing files */
    public static IdleSearch of(List<IdleSource> sources, ResourceCosts costs, Instant now) {
        var findings = new ArrayList<IdleFinding>();
        var unread = new ArrayList<String>();
        int read = 0;
        for (var source : sources) {
            for (var part : source.parts()) {
                try {
                    var uses = part.reading().read(now);
                    read += uses.size();
                    uses.forEach(use -> IdleRules.judge(use, now)
                            .map(found -> priced(found, costs))
                            .ifPresent(findings::add));
                } catch (CallFailed e) {
                    unread.add(source.place() + ", " + part.name() + ": "
                            + e.problem().message());
                }
            }
        }
        return new IdleSearch(findings, read, unread);
    }

    private static IdleFinding priced(IdleFinding found, ResourceCosts costs) {
        return costs.of(found.resource().name())
                .map(cost -> found.costing(cost.amount(), cost.currency()))
                .orElse(found);
    }
}
