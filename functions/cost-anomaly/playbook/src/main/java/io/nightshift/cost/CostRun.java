package io.nightshift.cost;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.machine.MachineState;
import io.nightshift.core.machine.PhaseState;
import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.explain.CostExplanation;
import io.nightshift.cost.explain.NearbyChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The state of a run of costs: its phase, and named facts. */
record CostRun(PhaseState<CostPhase> core) implements MachineState<CostPhase, CostRun> {

    /** What the newest export shows of the anomaly. */
    static final String REPORT = "report";

    /** The anomaly as a message told it last. */
    static final String TOLD = "told";

    static final String EXPLANATION = "explanation";

    /** What a human said of it: {@code expected}. */
    static final String FEEDBACK = "feedback";

    /** What follows the wait for the digest or for the end of the quiet hours. */
    static final String NEXT = "next";

    /** What a provider said, in its words. */
    static final String SAID = "said";

    private static final String CHANGES = "changes";

    /** More changes of one account in two days are counted, and not kept. */
    static final int MOST_CHANGES = 150;

    static CostRun starting(Instant now) {
        return new CostRun(PhaseState.starting(CostTable.TABLE.first(), now));
    }

    @Override
    public CostRun with(PhaseState<CostPhase> next) {
        return new CostRun(next);
    }

    AnomalyReport report() throws JsonException {
        return AnomalyReport.read(fact(REPORT));
    }

    CostRun reporting(AnomalyReport report) {
        return knowing(REPORT, report.toJson());
    }

    /** As it was told last; empty if it never was. */
    Optional<AnomalyReport> told() throws JsonException {
        return has(TOLD) ? Optional.of(AnomalyReport.read(fact(TOLD))) : Optional.empty();
    }

    CostExplanation explanation() throws JsonException {
        return has(EXPLANATION) ? CostExplanation.read(fact(EXPLANATION)) : CostExplanation.NONE;
    }

    List<NearbyChange> changes() throws JsonException {
        var all = new ArrayList<NearbyChange>();
        for (var change : has(CHANGES) ? fact(CHANGES).items() : List.<View>of()) {
            all.add(NearbyChange.read(change));
        }
        return all;
    }

    CostRun changing(NearbyChange change) throws JsonException {
        var all = new ArrayList<>(changes());
        if (all.size() == MOST_CHANGES) {
            return tellFirst("more than " + MOST_CHANGES + " changes: the others are not kept");
        }
        all.add(change);
        return knowing(CHANGES, Json.arr(all.stream().map(NearbyChange::toJson).toList()));
    }

    static CostRun fromJson(View json) throws JsonException {
        return new CostRun(PhaseState.fromJson(CostPhase.class, json));
    }
}
