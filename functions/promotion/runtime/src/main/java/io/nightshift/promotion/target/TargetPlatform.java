package io.nightshift.promotion.target;

import io.nightshift.promotion.answer.TrafficStatus;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.answer.Preflight;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.TargetProblems;
import java.util.Map;

/**
 * One kind of promotion target: deploy, shift, query, roll back. Every change sets a desired state, so it can be
 * repeated. A change uses the platform's own concurrency token, if there is one, and reads the current state first.
 * Implementations retry failures that pass within seconds; everything else is a {@link CallFailed}.
 *
 * <p>If someone else changed the target meanwhile, a change fails with the code {@link #CHANGED}, and nothing was
 * done.
 */
public interface TargetPlatform {

    /** The code of a problem. */
    String CHANGED = TargetProblems.CHANGED;

    /** The code of a problem. */
    String NOT_SERVING = TargetProblems.NOT_SERVING;

    /** Reports whether this is the platform of that target. */
    boolean serves(Resource target);

    /** Tags or labels of the target right now, for opt-out and opt-in. */
    Map<String, String> tags(Resource target, Rollout rollout) throws CallFailed;

    /**
     * Returns the serving version, and whether a promotion can begin.
     *
     * @param rollout its settings also contain {@code platforms}, if the image's platforms are known, and the stage's
     *     {@code shares} in percent and {@code bakes} in seconds, one for each share
     */
    Preflight preflight(Resource target, Rollout rollout) throws CallFailed;

    /**
     * Deploys the version, without traffic if the platform can hold two. Returns at once; {@link #deployed} reports
     * when it is ready.
     *
     * @return details for the ledger; {@code version} is the platform's name of the new version
     */
    Json.Obj deploy(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed;

    Readiness deployed(Resource target, Rollout rollout) throws CallFailed;

    /** Gives the version that share of the traffic, 1 to 100, and the baseline the rest; never more at any time. */
    Json.Obj shift(Resource target, Rollout rollout, int percent, IdempotencyKey key) throws CallFailed;

    TrafficStatus exposure(Resource target, Rollout rollout) throws CallFailed;

    /** Gives all traffic back to the baseline by the fastest way, in any state of the promotion. */
    Json.Obj takeBack(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed;

    /** Removes what was kept for a rollback. */
    Json.Obj retire(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed;
}
