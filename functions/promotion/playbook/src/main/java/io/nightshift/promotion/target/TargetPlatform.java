package io.nightshift.promotion.target;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.action.Rollout;
import java.util.Map;

/**
 * One kind of place that versions are promoted to: deploy, shift, look, take back. Every change sets a desired state,
 * so it can be repeated; it is made under the platform's own concurrency token where it has one, and what is there is
 * read first. Retries what passes within seconds; everything else is a {@link CallFailed}.
 *
 * <p>When someone else changed the target meanwhile, a change fails with the code {@link #CHANGED}, and nothing was
 * done.
 */
public interface TargetPlatform {

    /** The code of a problem: what serves is neither the baseline nor the version that is promoted. */
    String CHANGED = "Changed";

    /** The code of a problem: the version that would have all traffic does not serve. */
    String NOT_SERVING = "NotServing";

    /** Reports whether this platform is the one of that target. */
    boolean serves(Resource target);

    /** Tags or labels of the target right now, for opt-out and opt-in. */
    Map<String, String> tags(Resource target, Rollout rollout) throws CallFailed;

    /**
     * What serves, and whether a promotion can begin.
     *
     * @param rollout its settings have {@code platforms} besides, if it is known what the image is for, and of its
     *     stage {@code shares} in percent and {@code bakes} in seconds, one for each share
     */
    Preflight preflight(Resource target, Rollout rollout) throws CallFailed;

    /**
     * Puts the version there, without traffic where the platform can hold two. Returns at once; {@link #deployed} tells when it
     * is ready.
     *
     * @return details for the ledger; {@code version} is the platform's name of the new version
     */
    Json.Obj deploy(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed;

    Readiness deployed(Resource target, Rollout rollout) throws CallFailed;

    /** Gives the version that share of the traffic, 1 to 100, and the baseline the rest; at no time more. */
    Json.Obj shift(Resource target, Rollout rollout, int percent, IdempotencyKey key) throws CallFailed;

    TrafficStatus exposure(Resource target, Rollout rollout) throws CallFailed;

    /** Gives all traffic back to the baseline by the fastest way, from wherever the promotion is. */
    Json.Obj takeBack(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed;

    /** Removes what was kept for going back. */
    Json.Obj retire(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed;
}
