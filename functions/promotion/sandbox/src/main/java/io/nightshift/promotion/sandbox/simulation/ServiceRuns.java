package io.nightshift.promotion.sandbox.simulation;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Entry;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.Status;
import io.nightshift.promotion.PromotionQueries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the runs of a service from the ledger. */
final class ServiceRuns {

    private static final Set<String> GO_ON = Set.of("resume", "go-on");
    private static final int MOST = 10_000;

    private final Ledger ledger;

    ServiceRuns(Ledger ledger) {
        this.ledger = ledger;
    }

    List<Run> open(String service) {
        return all(service).stream()
                .filter(run -> run.status() != Status.FINISHED)
                .toList();
    }

    List<Run> all(String service) {
        return ledger.runs(Optional.empty(), 1000).items().stream()
                .filter(run -> run.rule().equals(service))
                .toList();
    }

    /** The digest that a run promotes; empty until it is known. */
    static String digest(Run run) {
        return text(run.state(), "wish", "digest");
    }

    /** The signal that requested it. */
    static String signal(Run run) {
        return text(run.state(), "wish", "signal");
    }

    static String phase(Run run) {
        return text(run.state(), "phase");
    }

    /** Reports whether only a human can make it continue; excludes holds by a preflight. */
    static boolean waitsForHuman(Run run) {
        var kind = text(run.state(), "held", "kind");
        return Set.of("PAUSED", "CHANGED", "SHORTAGE", "FROZEN").contains(kind)
                || (kind.equals("DENIED") && !text(run.state(), "held", "why").startsWith("preflight"));
    }

    private static String text(Json.Obj json, String... path) {
        var view = View.of(json);
        for (var name : path) {
            view = view.at(name);
        }
        try {
            return view.textOr("");
        } catch (JsonException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reports whether it rolls its service back to a known good version. */
    static boolean isRollback(Run run) {
        try {
            return View.of(run.state()).at("wish", "rollback").boolOr(false);
        } catch (JsonException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reports whether its service stays as it is when a version fails. */
    static boolean freezes(Run run) {
        return text(run.plan(), "onFailure").equals("freeze");
    }

    /** Reports whether it has learned since then of metrics that break the limit; a turn that showed them may be lost. */
    boolean sawFailures(Run run, Instant since) {
        return entries(run).stream()
                .anyMatch(entry -> entry.kind().equals("observed")
                        && text(entry.body(), "query").equals(PromotionQueries.ANALYSIS)
                        && !entry.at().isBefore(since)
                        && failures(View.of(entry.body()).at("details", "metrics")));
    }

    private static boolean failures(View metrics) {
        try {
            for (var metric : metrics.items()) {
                for (var point : metric.at("experiment").items()) {
                    if (point.at("count").integerOr(0) > 1) {
                        return true;
                    }
                }
            }
            return false;
        } catch (JsonException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reports whether nothing monitors the promoted version. */
    static boolean unwatched(Run run) {
        return metrics(run).isEmpty();
    }

    /** Reports whether the promoted version is only compared with the serving one. */
    static boolean compares(Run run) {
        return metrics(run).stream().noneMatch(metric -> metric.at("max").exists());
    }

    private static List<View> metrics(Run run) {
        try {
            var metrics = new ArrayList<View>();
            for (var stage : View.of(run.plan()).at("stages").items()) {
                metrics.addAll(stage.at("analysis", "metrics").items());
            }
            return metrics;
        } catch (JsonException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reports whether a human has resumed the run since then. */
    boolean resumed(Run run, Instant since) {
        return commanded(run, since).stream().anyMatch(GO_ON::contains);
    }

    /** Reports whether a human has commanded the run to roll back. */
    boolean rolledBack(Run run) {
        return commanded(run, Instant.MIN).contains("rollback");
    }

    /** Reports whether a human has sent the run any command since then. */
    boolean spokenTo(Run run, Instant since) {
        return entries(run).stream()
                .filter(entry -> !entry.at().isBefore(since))
                .anyMatch(entry -> Set.of("commanded", "aborted", "rejected").contains(entry.kind()));
    }

    private List<String> commanded(Run run, Instant since) {
        return entries(run).stream()
                .filter(entry -> entry.kind().equals("commanded") && !entry.at().isBefore(since))
                .map(entry -> text(entry.body(), "command"))
                .toList();
    }

    private List<Entry> entries(Run run) {
        return ledger.entries(run.id(), Optional.empty(), MOST).items();
    }
}
