package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsErrors;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.AwsRegions;
import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.remediation.action.AwsAction;
import io.nightshift.remediation.action.GrowDatabaseStorage;
import io.nightshift.remediation.action.RebootDatabase;
import io.nightshift.remediation.action.RebootInstance;
import io.nightshift.remediation.action.RedeployService;
import io.nightshift.remediation.action.ReplaceInstance;
import io.nightshift.remediation.action.Restore;
import io.nightshift.remediation.action.RollBackAlias;
import io.nightshift.remediation.action.RollBackService;
import io.nightshift.remediation.action.ScaleOutGroup;
import io.nightshift.remediation.action.SetInstanceUnhealthy;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** Performs every {@link AwsAction}, and the undo of those that have one, within the configured scope. */
public final class AwsActor implements Actor {

    private final AwsRegions regions;

    public AwsActor(AwsRegions regions) {
        this.regions = regions;
    }

    @Override
    public boolean performs(Action action) {
        return action instanceof AwsAction
                || (action instanceof Restore restore
                        && restore.target().origin().cloud() == Cloud.AWS);
    }

    @Override
    public LiveState before(Action action) {
        try {
            return hand(action)
                    .map(AwsActionExecution::before)
                    .orElseGet(() -> new LiveState.Unreadable(noUndo(action)));
        } catch (CallFailed e) {
            return new LiveState.Unreadable(e.problem());
        } catch (SdkException e) {
            return new LiveState.Unreadable(AwsErrors.whileReading(e));
        }
    }

    @Override
    public Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
        try {
            var hand = hand(action);
            return hand.isEmpty()
                    ? new Performed.NotDone(noUndo(action))
                    : hand.get().performIfPossible(capsule);
        } catch (CallFailed e) {
            return new Performed.NotDone(e.problem());
        } catch (SdkException e) {
            return new Performed.NotDone(AwsErrors.whileReading(e));
        } catch (JsonException e) {
            return new Performed.NotDone(
                    Problem.permanent("Capsule", "the state from before the act cannot be read: " + e.getMessage()));
        }
    }

    @Override
    public Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        try {
            var hand = hand(action);
            return hand.isEmpty() ? Probed.NOT_HAPPENED : hand.get().probe(capsule);
        } catch (CallFailed e) {
            return Probed.NOT_HAPPENED;
        } catch (SdkException | JsonException e) {
            return Probed.UNKNOWN;
        }
    }

    private Optional<AwsActionExecution> hand(Action action) throws CallFailed {
        var target = action.target();
        var apis = regions.of(target);
        return switch (action) {
            case AwsAction act -> Optional.of(hand(act, apis));
            case Restore restore -> undo(restore, target, apis);
            default -> Optional.empty();
        };
    }

    private static AwsActionExecution hand(AwsAction action, AwsRegionApis apis) {
        return switch (action) {
            case RebootInstance reboot -> new InstanceReboot(apis, reboot.target());
            case ReplaceInstance replace -> new InstanceReplacement(apis, replace.target());
            case SetInstanceUnhealthy mark -> new InstanceMark(apis, mark.target());
            case ScaleOutGroup scale -> new GroupGrowth(apis, scale.target(), scale.by());
            case RebootDatabase reboot -> new DatabaseReboot(apis, reboot.target(), reboot.failover());
            case GrowDatabaseStorage grow -> new StorageGrowth(apis, grow.target(), grow.byPercent(), grow.upToGib());
            case RollBackAlias back -> new AliasRollback(apis, back.target());
            case RedeployService redeploy -> new ServiceRedeployment(apis, redeploy.target());
            case RollBackService back -> new ServiceRollback(apis, back.target());
        };
    }

    private static Optional<AwsActionExecution> undo(Restore restore, Resource target, AwsRegionApis apis) {
        return Optional.ofNullable(
                switch (restore.of()) {
                    case "set-instance-unhealthy" -> new InstanceMark.Undo(apis, target);
                    case "scale-out-group" -> new GroupGrowth.Undo(apis, target, restore.capsule());
                    case "roll-back-alias" -> new AliasRollback.Undo(apis, target, restore.capsule());
                    case "roll-back-service" -> new ServiceRollback.Undo(apis, target, restore.capsule());
                    default -> null;
                });
    }

    private static Problem noUndo(Action action) {
        return Problem.permanent("NoUndo", "nothing here can " + action.sentence());
    }
}
