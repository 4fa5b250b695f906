package io.nightshift.promotion.sandbox.simulation;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Query;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.action.Quarantine;
import io.nightshift.sandbox.simulation.Scene;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/** The view of a promotion with one of the bugs on its scene. */
record PlantedScene(PromotionBug bug, Scene scene) implements Scene {

    @Override
    public String happens(int which) {
        return scene.happens(which);
    }

    @Override
    public String happens(String concern, int which) {
        return scene.happens(concern, which);
    }

    @Override
    public void sweeps(Ports ports, Engine engine) {
        scene.sweeps(ports, engine);
    }

    @Override
    public Optional<String> wrongInTheEnd(Ledger ledger) {
        return scene.wrongInTheEnd(ledger);
    }

    @Override
    public boolean performs(Action action) {
        return scene.performs(action);
    }

    @Override
    public LiveState before(Action action) {
        return bug == PromotionBug.BOOK_NOT_ASKED
                ? new LiveState.Known(Map.of(), Optional.empty(), Json.Obj.EMPTY)
                : scene.before(action);
    }

    @Override
    public Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
        return bug == PromotionBug.QUARANTINE_NOT_WRITTEN && action instanceof Quarantine
                ? new Performed.Done(Json.Obj.EMPTY)
                : scene.perform(action, key, capsule);
    }

    @Override
    public Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        return scene.probe(action, key, capsule);
    }

    @Override
    public boolean observes(Query query) {
        return scene.observes(query);
    }

    @Override
    public Observed observe(Query query) {
        var seen = scene.observe(query);
        return switch (bug) {
            case BOOK_NOT_ASKED -> well(query, PromotionQueries.DIGEST, seen);
            case GATE_TAKEN_FOR_OPEN -> well(query, PromotionQueries.GATE, seen);
            case FAILURE_READ_AS_PASS ->
                query.name().equals(PromotionQueries.ANALYSIS) && seen instanceof Observed.Seen(var health, var details)
                        ? new Observed.Seen(health, passing(details))
                        : seen;
            case FAILS_WITHOUT_DATA ->
                query.name().equals(PromotionQueries.ANALYSIS) && seen instanceof Observed.Seen(var health, var details)
                        ? new Observed.Seen(health, failing(query, details))
                        : seen;
            case ONE_PERCENT_MORE,
                    READY_TOO_SOON,
                    BAKE_ENDED_EARLY,
                    GUARD_ENDED_EARLY,
                    BACK_TO_THE_NEWEST,
                    SHARE_BY_HAND_OVERWRITTEN,
                    TWO_RUNS_OF_ONE_SERVICE,
                    HOLD_WITHOUT_END,
                    QUARANTINE_NOT_WRITTEN,
                    DEAD_VERSION_PROVEN,
                    BASELINE_BLAMED,
                    DEAD_BASELINE_BLOCKS,
                    ROLLBACK_TRIED_ONCE,
                    OLD_ALARM_COUNTS,
                    IMAGE_BLAMED,
                    START_BLAMED,
                    FREEZE_IGNORED,
                    ROLLBACK_PROMOTED -> seen;
        };
    }

    private static Observed well(Query query, String look, Observed seen) {
        return query.name().equals(look) && seen instanceof Observed.Seen(var ignored, var details)
                ? new Observed.Seen(Health.WELL, details)
                : seen;
    }

    /** If a metric must have points and has none, all metrics fail. */
    private static Json.Obj failing(Query query, Json.Obj details) {
        try {
            boolean needed = false;
            for (var metric : View.of(query.with()).at("metrics").items()) {
                needed |= metric.at("mustHaveData").boolOr(false);
            }
            var metrics = new ArrayList<Json>();
            boolean empty = false;
            for (var metric : View.of(details).at("metrics").items()) {
                empty |= metric.at("experiment").items().isEmpty();
                metrics.add(metric.object().with("experiment", Json.arr(Json.of(1))));
            }
            return needed && empty ? details.with("metrics", Json.arr(metrics)) : details;
        } catch (JsonException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Json.Obj passing(Json.Obj details) {
        try {
            var metrics = new ArrayList<Json>();
            for (var metric : View.of(details).at("metrics").items()) {
                int points = metric.at("experiment").items().size();
                metrics.add(metric.object()
                        .with("experiment", Json.arr(Collections.nCopies(points, SceneMetrics.point(1)))));
            }
            return details.with("metrics", Json.arr(metrics));
        } catch (JsonException e) {
            throw new IllegalStateException(e);
        }
    }
}
