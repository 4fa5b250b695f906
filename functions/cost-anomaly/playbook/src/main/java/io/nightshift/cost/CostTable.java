package io.nightshift.cost;

import static io.nightshift.cost.CostPhase.ACKNOWLEDGED;
import static io.nightshift.cost.CostPhase.CLOSED;
import static io.nightshift.cost.CostPhase.COLLECTING;
import static io.nightshift.cost.CostPhase.CORRECTED;
import static io.nightshift.cost.CostPhase.DIGESTING;
import static io.nightshift.cost.CostPhase.EXPECTED;
import static io.nightshift.cost.CostPhase.EXPLAINING;
import static io.nightshift.cost.CostPhase.GREW;
import static io.nightshift.cost.CostPhase.OPENED;
import static io.nightshift.cost.CostPhase.RECOVERED;
import static io.nightshift.cost.CostPhase.SCANNING;
import static io.nightshift.cost.CostPhase.STARTING;
import static io.nightshift.cost.CostPhase.WAITING;

import io.nightshift.core.machine.PhaseTable;
import io.nightshift.core.run.Step;

/** The transition table of costs. A scan, a digest and the changes of an account are short runs; each anomaly is a run of its own. */
final class CostTable {

    static final PhaseTable<CostPhase, CostMachine, CostRun> TABLE = table();

    private static PhaseTable<CostPhase, CostMachine, CostRun> table() {
        var table = PhaseTable.<CostPhase, CostMachine, CostRun>of(STARTING, CLOSED);
        table.rows()
                .row(STARTING, "waits for its signal", (machine, state) -> Step.of(state))
                .to(SCANNING, DIGESTING, COLLECTING, EXPLAINING, OPENED, CLOSED);

        var scan = table.rows(CostMachine::scan);
        scan.row(SCANNING, "reads the newest export, and begins or updates the run of each anomaly", CostScan::scan)
                .on(CostQuestions.SCAN, CostScan::scanned)
                .blind(CostScan::blind)
                .to(CLOSED);
        scan.row(DIGESTING, "tells small anomalies in one message", CostScan::digest)
                .on(CostQuestions.DIGEST, CostScan::digested)
                .blind(CostScan::undigested)
                .to(CLOSED);
        scan.row(COLLECTING, "keeps changes of an account for two days", CostScan::collect)
                .timer((handler, state) -> handler.collected(state))
                .to(CLOSED);

        var anomaly = table.rows(CostMachine::anomaly).also(CLOSED);
        anomaly.row(
                        EXPLAINING,
                        "finds what carries it, usage or price, and what changed near its start",
                        AnomalyLife::explain)
                .on(CostQuestions.EXPLAIN, AnomalyLife::explained)
                .blind(AnomalyLife::unexplained)
                .to(WAITING, OPENED, EXPECTED);
        anomaly.row(WAITING, "waits for the digest, or for the end of the quiet hours", AnomalyLife::waitToTell)
                .timer(AnomalyLife::waited)
                .to(OPENED, GREW, EXPECTED, ACKNOWLEDGED);
        anomaly.row(OPENED, "tells it, once", AnomalyLife::open)
                .timer(AnomalyLife::stale)
                .to(WAITING, GREW, ACKNOWLEDGED, CORRECTED, RECOVERED, EXPECTED);
        anomaly.row(GREW, "tells that it grew", AnomalyLife::grow)
                .timer(AnomalyLife::stale)
                .to(WAITING, ACKNOWLEDGED, CORRECTED, RECOVERED, EXPECTED);
        anomaly.row(ACKNOWLEDGED, "waits: somebody takes care of it", AnomalyLife::acknowledge)
                .timer(AnomalyLife::stale)
                .to(WAITING, GREW, CORRECTED, RECOVERED, EXPECTED);
        anomaly.row(CORRECTED, "tells that a restatement took it below its gates", AnomalyLife::correct)
                .timer(AnomalyLife::close)
                .to(WAITING, GREW, EXPECTED);
        anomaly.row(RECOVERED, "tells that it is over, and what it cost", AnomalyLife::recover)
                .timer(AnomalyLife::close)
                .to(WAITING, GREW, EXPECTED);
        anomaly.row(EXPECTED, "remembers that a human expected it, or called it wrong", AnomalyLife::expect)
                .to(CLOSED);
        return table.build();
    }

    private CostTable() {}
}
