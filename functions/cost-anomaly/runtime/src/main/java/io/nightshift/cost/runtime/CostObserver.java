package io.nightshift.cost.runtime;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.cost.CostProgress;
import io.nightshift.cost.CostQuestions;
import io.nightshift.cost.CostQuestions.DigestAnswer;
import io.nightshift.cost.CostQuestions.ScanAnswer;
import io.nightshift.cost.CostSpec;
import io.nightshift.cost.anomaly.AnomalyChange;
import io.nightshift.cost.anomaly.AnomalyReport;
import io.nightshift.cost.billing.BillingException;
import java.time.InstantSource;
import java.util.ArrayList;

/** Answers the questions of costs. It changes nothing but the index of anomalies. */
public final class CostObserver implements Observer {

    private final CostReading reading;
    private final AnomalyIndex index;

    public CostObserver(CostSources sources, AnomalyIndex index, ChangeSearch changes, InstantSource clock) {
        this(new FileReading(sources, changes, clock), index);
    }

    public CostObserver(CostReading reading, AnomalyIndex index) {
        this.reading = reading;
        this.index = index;
    }

    @Override
    public boolean observes(Query query) {
        return CostQuestions.ALL.stream().anyMatch(question -> question.name().equals(query.name()));
    }

    @Override
    public Observed observe(Query query) {
        try {
            var with = View.of(query.with());
            var entry = with.at("entry").text();
            var spec = CostSpec.read(with.at("spec").object());
            if (query.name().equals(CostQuestions.SCAN.name())) {
                return scan(entry, spec);
            }
            return query.name().equals(CostQuestions.DIGEST.name())
                    ? digest(entry)
                    : seen(reading.explain(entry, spec, AnomalyReport.read(with.at("report")))
                            .toJson());
        } catch (CallFailed e) {
            return new Observed.NotSeen(e.problem());
        } catch (BillingException e) {
            return new Observed.NotSeen(Problem.permanent("Costs", String.valueOf(e.getMessage())));
        } catch (LedgerException e) {
            return new Observed.NotSeen(Problem.transientFault("Ledger", e.getMessage()));
        } catch (JsonException e) {
            return new Observed.NotSeen(Problem.permanent("Query", e.getMessage()));
        }
    }

    private Observed scan(String entry, CostSpec spec) throws CallFailed, BillingException {
        var scan = reading.scan(entry, spec, index.known(entry));
        var all = scan.judged().stream().flatMap(one -> one.change().stream()).toList();
        var changes = all.subList(0, Math.min(all.size(), ScanAnswer.MOST));
        index.note(
                entry,
                changes.stream()
                        .filter(change -> change.status() == AnomalyChange.Status.OPENED)
                        .map(change -> change.report().id())
                        .toList());
        return seen(new ScanAnswer(
                        scan.newest().toString(),
                        scan.data().series().size(),
                        scan.detected().size(),
                        changes,
                        all.size() - changes.size(),
                        scan.data().warnings())
                .toJson());
    }

    private static Observed seen(Json.Obj details) {
        return new Observed.Seen(Health.WELL, details);
    }

    private Observed digest(String entry) throws JsonException {
        var waiting = new ArrayList<AnomalyReport>();
        for (var run : index.runs(entry)) {
            var progress = CostProgress.of(run);
            if (progress.waits() && progress.report().isPresent()) {
                waiting.add(progress.report().get());
            }
        }
        return seen(new DigestAnswer(waiting).toJson());
    }
}
