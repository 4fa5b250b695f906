package io.nightshift.report;

import io.nightshift.core.engine.MarkLog;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Marker;
import io.nightshift.core.run.RunKey;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The figures as they were last counted, in the ledger: a function that shows them does not count a long history. Each count is an
 * entry of the month's log, so that it is known who counted when.
 */
public record StoredFigures(Ledger ledger) implements Supplier<RuleFigures> {

    private static final String KEY = "figures/rules";
    private static final Duration KEEP = Duration.ofDays(31);

    /** Empty if they were never counted, or cannot be read. */
    @Override
    public RuleFigures get() {
        var mark = ledger.markers(Set.of(KEY)).getOrDefault(KEY, Marker.absent(KEY));
        try {
            return mark.value().members().isEmpty() ? RuleFigures.NONE : RuleFigures.of(View.of(mark.value()));
        } catch (JsonException e) {
            return RuleFigures.NONE;
        }
    }

    void store(RuleFigures figures, InstantSource clock, String policyHash) {
        var month = clock.instant().toString().substring(0, 7);
        var log = new RunKey(MarkLog.FIGURES, new Resource(Origin.NOWHERE, "nightshift", "figures"), month);
        MarkLog.deletable(ledger, clock, policyHash, log, "the log of counted figures", KEEP)
                .write(
                        "counted",
                        Json.obj().with("rules", figures.rules().size()),
                        Map.of(KEY, ignored -> figures.toJson()));
    }
}
