package io.nightshift.core.engine;

import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.Fact;
import io.nightshift.core.signal.SignalJson;

/** The body of a fact's ledger entry. */
final class FactJson {

    private FactJson() {}

    static Json.Obj of(Fact fact) {
        return switch (fact) {
            case Fact.Arrived arrived -> Json.obj().with("signal", SignalJson.of(arrived.signal()));
            case Fact.Observed observed ->
                observed.query()
                        .toJson()
                        .with("health", observed.health().name())
                        .with("details", observed.details());
            case Fact.NotObserved not ->
                not.query().toJson().with("problem", not.problem().toJson());
            case Fact.Acted acted ->
                ActionCatalogue.toJson(acted.action())
                        .with("sentence", acted.action().sentence())
                        .with("details", acted.details());
            case Fact.Failed failed ->
                ActionCatalogue.toJson(failed.action())
                        .with("sentence", failed.action().sentence())
                        .with("problem", failed.problem().toJson());
            case Fact.Refused refused -> {
                var json = ActionCatalogue.toJson(refused.action())
                        .with("sentence", refused.action().sentence())
                        .with("verdict", refused.verdict().toJson());
                yield refused.mayHaveHappened() ? json.with("mayHaveHappened", true) : json;
            }
            case Fact.TimerFired fired -> Json.obj().with("name", fired.name());
            case Fact.Approved approved ->
                Json.obj().with("plan", approved.planHash()).with("by", approved.by());
            case Fact.Rejected rejected ->
                Json.obj()
                        .with("plan", rejected.planHash())
                        .with("by", rejected.by())
                        .with("reason", rejected.reason());
            case Fact.Expired expired -> Json.obj().with("plan", expired.planHash());
            case Fact.Commanded told ->
                Json.obj().with("command", told.command()).with("by", told.by()).with("reason", told.reason());
            case Fact.Aborted aborted -> Json.obj().with("by", aborted.by()).with("reason", aborted.reason());
        };
    }
}
