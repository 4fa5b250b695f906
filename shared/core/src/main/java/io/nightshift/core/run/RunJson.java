package io.nightshift.core.run;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.Timestamps;
import io.nightshift.core.json.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * The JSON form of a run in ledgers. A field that was added later is omitted if it has its default, so that the hash
 * of an older state stays the same.
 */
public final class RunJson {

    private RunJson() {}

    public static Json.Obj of(Run run) {
        var wakeUps = new LinkedHashMap<String, String>();
        run.wakeUps().forEach((name, at) -> wakeUps.put(name, at.toString()));
        var json = Json.obj()
                .with("id", run.id().value())
                .with("key", run.key().toJson())
                .with("version", run.version())
                .with("status", run.status().name())
                .with("rule", run.rule())
                .with("environment", run.environment())
                .with("plan", run.plan())
                .with("thread", run.thread())
                .with("state", run.state())
                .with("wakeUps", Json.strings(wakeUps))
                .with(
                        "pending",
                        Json.arr(run.pending().stream().map(RunJson::pending).toList()))
                .with("held", Json.strings(run.held()))
                .with("acts", run.acts())
                .with("nextEffect", run.nextEffect())
                .with("entries", run.entries())
                .with("head", run.head())
                .with("startedAt", run.startedAt().toString())
                .with("changedAt", run.changedAt().toString())
                .with("reason", run.reason());
        if (run.approval().isPresent()) {
            json = json.with("approval", run.approval().get().toJson());
        }
        return json.withOptional("outcome", run.outcome().map(Outcome::name).orElse(null));
    }

    /** The hash of everything in a run except the hash of its newest entry, which contains this one. */
    public static String stateHash(Run run) {
        return stateHash(of(run));
    }

    /** The same hash, computed from the stored form with all of its content. */
    public static String stateHash(Json.Obj stored) {
        return Sha256.hex(stored.with("head", "").text());
    }

    private static Json.Obj pending(Pending pending) {
        return Json.obj()
                .with("number", pending.number())
                .with("attempt", pending.attempt())
                .with("free", pending.free().toString())
                .with("effect", pending.effect());
    }

    /** @throws JsonException when this is not a run; the message names the field */
    public static Run read(Json json) throws JsonException {
        var view = View.of(json);
        var wakeUps = new LinkedHashMap<String, Instant>();
        for (var entry : view.at("wakeUps").texts().entrySet()) {
            wakeUps.put(entry.getKey(), Timestamps.parse(entry.getValue()));
        }
        var pending = new ArrayList<Pending>();
        for (var item : view.at("pending").items()) {
            pending.add(new Pending(
                    item.at("number").integer(),
                    (int) item.at("attempt").integer(),
                    Timestamps.parse(item.at("free").text()),
                    item.at("effect").object()));
        }
        return new Run(
                RunKey.fromJson(view.at("key")),
                view.at("version").integer(),
                Status.valueOf(view.at("status").text()),
                view.at("rule").text(),
                view.at("environment").text(),
                view.at("plan").object(),
                view.at("thread").text(),
                view.at("state").object(),
                wakeUps,
                pending,
                view.at("approval").exists() ? Optional.of(Approval.fromJson(view.at("approval"))) : Optional.empty(),
                view.at("held").strings(),
                (int) view.at("acts").integer(),
                view.at("nextEffect").integer(),
                view.at("entries").integer(),
                view.at("head").text(),
                Timestamps.parse(view.at("startedAt").text()),
                Timestamps.parse(view.at("changedAt").text()),
                view.at("outcome").optionalText().map(Outcome::valueOf),
                view.at("reason").text());
    }
}
