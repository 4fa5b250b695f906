package io.nightshift.core.engine;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.act.Message;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Signal;

/** Writes planned effects to the ledger and reads them back for the worker that picks them up. */
final class EffectJson {

    private EffectJson() {}

    /** A planned effect: exactly what performing it needs. */
    sealed interface Planned {
        record PlannedAct(Action action, boolean undo, Json.Obj capsule) implements Planned {}

        record PlannedTell(Message message) implements Planned {}

        record PlannedBegin(Signal.Request request) implements Planned {}

        /** Messages about the run show its current state. */
        record PlannedShow() implements Planned {}
    }

    static Json.Obj of(Planned planned) {
        return switch (planned) {
            case Planned.PlannedAct act ->
                Json.obj()
                        .with("effect", "act")
                        .with("undo", act.undo())
                        .with("act", ActionCatalogue.toJson(act.action()))
                        .with("capsule", act.capsule());
            case Planned.PlannedTell tell ->
                Json.obj().with("effect", "tell").with("message", tell.message().toJson());
            case Planned.PlannedBegin begin ->
                Json.obj()
                        .with("effect", "begin")
                        .with("request", begin.request().toJson());
            case Planned.PlannedShow ignored -> Json.obj().with("effect", "show");
        };
    }

    static Planned read(Json.Obj json, ActionCatalogue catalogue) throws JsonException {
        var view = View.of(json);
        return switch (view.at("effect").text()) {
            case "act" ->
                new Planned.PlannedAct(
                        catalogue.fromJson(view.at("act")),
                        view.at("undo").bool(),
                        view.at("capsule").object());
            case "tell" -> new Planned.PlannedTell(Message.fromJson(view.at("message")));
            case "begin" -> new Planned.PlannedBegin(Signal.Request.fromJson(view.at("request")));
            case "show" -> new Planned.PlannedShow();
            default -> throw view.at("effect").wrong("act, tell, begin or show");
        };
    }
}
