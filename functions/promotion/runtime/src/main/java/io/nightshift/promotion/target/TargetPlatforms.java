package io.nightshift.promotion.target;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.action.Deploy;
import io.nightshift.promotion.action.Retire;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.action.ShiftTraffic;
import io.nightshift.promotion.action.RollBackTarget;
import io.nightshift.promotion.action.TargetAction;
import io.nightshift.promotion.digest.DigestLedger;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Connects the platforms to the engine: performs the acts on targets, and answers queries about them. */
public final class TargetPlatforms implements Actor, Observer {

    private static final Set<String> QUERIES = Set.of(PromotionQueries.PREFLIGHT, PromotionQueries.DEPLOYED, PromotionQueries.EXPOSURE);

    private static final List<String> ASKED = List.of("platforms", "shares", "bakes");

    private final List<TargetPlatform> platforms;
    private final DigestLedger digests;

    public TargetPlatforms(List<TargetPlatform> platforms, DigestLedger digests) {
        this.platforms = List.copyOf(platforms);
        this.digests = digests;
    }

    @Override
    public boolean performs(Action action) {
        return action instanceof TargetAction && platform(action.target()).isPresent();
    }

    @Override
    public boolean observes(Query query) {
        return QUERIES.contains(query.name()) && platform(query.subject()).isPresent();
    }

    private Optional<TargetPlatform> platform(Resource target) {
        return platforms.stream().filter(each -> each.serves(target)).findFirst();
    }

    /**
     * No capsule: the preflight recorded the rollback before the first act, and every act carries it. The quarantine
     * is also checked here, because the engine may repeat an act of a dead worker long after the run's own check.
     */
    @Override
    public LiveState before(Action action) {
        try {
            var act = (TargetAction) action;
            if (act instanceof Deploy || act instanceof ShiftTraffic) {
                refuseQuarantined(act.rollout());
            }
            var tags = platform(act.target()).orElseThrow().tags(act.target(), act.rollout());
            return new LiveState.Known(tags, Optional.empty(), Json.Obj.EMPTY);
        } catch (CallFailed e) {
            return new LiveState.Unreadable(e.problem());
        } catch (LedgerException e) {
            return new LiveState.Unreadable(Problem.transientFault("Ledger", e.getMessage()));
        }
    }

    private void refuseQuarantined(Rollout rollout) throws CallFailed {
        var held = digests.quarantined(rollout.image(), rollout.digest());
        if (held.isPresent()) {
            throw new CallFailed(Problem.permanent(
                    "Quarantined", "the digest is in quarantine: " + held.get().because()));
        }
    }

    @Override
    public Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
        try {
            return new Performed.Done(perform((TargetAction) action, key));
        } catch (CallFailed e) {
            return new Performed.NotDone(e.problem());
        }
    }

    private Json.Obj perform(TargetAction action, IdempotencyKey key) throws CallFailed {
        var target = action.target();
        var platform = platform(target).orElseThrow();
        return switch (action) {
            case Deploy deploy -> platform.deploy(target, deploy.rollout(), key);
            case ShiftTraffic shift -> platform.shift(target, shift.rollout(), shift.percent(), key);
            case RollBackTarget back -> platform.takeBack(target, back.rollout(), key);
            case Retire retire -> platform.retire(target, retire.rollout(), key);
        };
    }

    /** All of them set a desired state: the engine repeats them. */
    @Override
    public Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        return Probed.UNKNOWN;
    }

    @Override
    public Observed observe(Query query) {
        try {
            return observe(query, Rollout.fromJson(View.of(query.with())));
        } catch (CallFailed e) {
            return new Observed.NotSeen(e.problem());
        } catch (JsonException e) {
            return new Observed.NotSeen(Problem.permanent("BadQuery", e.getMessage()));
        }
    }

    private Observed observe(Query query, Rollout rollout) throws CallFailed {
        var target = query.subject();
        var platform = platform(target).orElseThrow();
        return switch (query.name()) {
            case PromotionQueries.PREFLIGHT -> platform.preflight(target, knowing(rollout, query)).seen();
            case PromotionQueries.DEPLOYED -> platform.deployed(target, rollout).seen();
            default -> platform.exposure(target, rollout).seen();
        };
    }

    /** Passes the requirements for the target to the platform, together with the target's settings. */
    private static Rollout knowing(Rollout rollout, Query query) {
        var settings = rollout.settings();
        for (var known : ASKED) {
            if (query.with().get(known) instanceof Json.Arr asked) {
                settings = settings.with(known, asked);
            }
        }
        return new Rollout(rollout.image(), rollout.digest(), rollout.version(), rollout.baseline(), settings);
    }
}
