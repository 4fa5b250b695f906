package io.nightshift.cost;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.RunKey;
import io.nightshift.core.run.Sha256;
import io.nightshift.core.run.Status;
import io.nightshift.cost.anomaly.AnomalyFeedback;
import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.anomaly.CostKinds;
import io.nightshift.cost.anomaly.KnownAnomaly;
import io.nightshift.cost.explain.CostExplanation;
import io.nightshift.cost.explain.NearbyChange;
import java.util.List;
import java.util.Optional;

/** How far a run of costs is, for observers and commands. */
public final class CostProgress {

    private final Run run;
    private final CostRun state;

    private CostProgress(Run run, CostRun state) {
        this.run = run;
        this.state = state;
    }

    public static boolean isCost(Run run) {
        return run.key().playbook().equals(CostPlaybook.NAME);
    }

    public static CostProgress of(Run run) throws JsonException {
        return new CostProgress(run, CostRun.fromJson(View.of(run.state())));
    }

    /** The run of an anomaly: its first signal has an id of its own, so the run has one. */
    public static RunId runOf(String entry, String id) {
        var first = Sha256.hex(CostPlaybook.NAME + "\n" + "cost " + entry + " " + id + " OPENED")
                .substring(0, 16);
        return new RunKey(CostPlaybook.NAME, CostKinds.anomaly(entry, id), first).id();
    }

    public String phase() {
        return state.phase().name();
    }

    public List<String> story() {
        return state.story();
    }

    /** The anomaly that it is about; empty for a scan, a digest, and changes. */
    public Optional<AnomalyReport> report() throws JsonException {
        return state.has(CostRun.REPORT) ? Optional.of(state.report()) : Optional.empty();
    }

    public Optional<AnomalyReport> told() throws JsonException {
        return state.told();
    }

    public CostExplanation explanation() throws JsonException {
        return state.explanation();
    }

    public Optional<AnomalyFeedback> feedback() throws JsonException {
        return AnomalyFeedback.of(state.text(CostRun.FEEDBACK));
    }

    /** The changes that it keeps. */
    public List<NearbyChange> changes() throws JsonException {
        return state.changes();
    }

    /** Whether it waits for the digest. */
    public boolean waits() throws JsonException {
        return state.phase() == CostPhase.WAITING && state.told().isEmpty();
    }

    public Optional<KnownAnomaly> known() throws JsonException {
        return state.has(CostRun.REPORT)
                ? Optional.of(new KnownAnomaly(
                        state.report(),
                        run.status() != Status.FINISHED,
                        state.phase() == CostPhase.CORRECTED,
                        state.phase() == CostPhase.RECOVERED,
                        feedback()))
                : Optional.empty();
    }
}
