package io.nightshift.promotion.aws.lambda;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.AwsRegions;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Preflight;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.answer.Readiness.Cause;
import io.nightshift.promotion.answer.TrafficStatus;
import io.nightshift.promotion.aws.rollout.RolloutFields;
import io.nightshift.promotion.target.TargetPlatform;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.State;

/**
 * Aliases of functions that are container images: a version is published, and the alias gives it a weight. The alias's
 * revision id is the concurrency token: a concurrent change by someone else wins.
 */
public final class LambdaAliases implements TargetPlatform {

    /** Failures of fetching an image, as opposed to faults of the image. */
    private static final Set<String> NO_IMAGE = Set.of("ImageAccessDenied", "ImageDeleted");

    private final AwsRegions regions;

    public LambdaAliases(AwsRegions regions) {
        this.regions = regions;
    }

    @Override
    public boolean serves(Resource target) {
        return target.is(Cloud.AWS, Kinds.LAMBDA_FUNCTION);
    }

    @Override
    public Map<String, String> tags(Resource target, Rollout rollout) throws CallFailed {
        return AliasedFunction.of(regions, target).tags();
    }

    @Override
    public Preflight preflight(Resource target, Rollout rollout) throws CallFailed {
        return new AliasPreflight(AliasedFunction.of(regions, target), rollout).look();
    }

    @Override
    public Json.Obj deploy(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        return new VersionPublication(AliasedFunction.of(regions, target), rollout).publish();
    }

    @Override
    public Readiness deployed(Resource target, Rollout rollout) throws CallFailed {
        var function = AliasedFunction.of(regions, target);
        return readiness(function.version(version(rollout)).configuration());
    }

    /** A version that was not invoked for weeks is {@code Inactive}; its first invocation activates it. */
    private static Readiness readiness(FunctionConfiguration version) {
        if (version.state() == State.FAILED || version.lastUpdateStatus() == LastUpdateStatus.FAILED) {
            var reason = version.state() == State.FAILED
                    ? version.stateReasonCodeAsString()
                    : version.lastUpdateStatusReasonCodeAsString();
            return new Readiness.Broken(
                    "Lambda could not make version " + version.version() + ": " + reason,
                    NO_IMAGE.contains(String.valueOf(reason)) ? Cause.IMAGE : Cause.VERSION);
        }
        return version.state() == State.PENDING || version.lastUpdateStatus() == LastUpdateStatus.IN_PROGRESS
                ? new Readiness.OnItsWay("Lambda prepares the image of version " + version.version())
                : new Readiness.Ready();
    }

    @Override
    public Json.Obj shift(Resource target, Rollout rollout, int percent, IdempotencyKey key) throws CallFailed {
        var split = AliasRouting.split(RolloutFields.baseline(rollout, "version"), version(rollout), percent);
        return new AliasUpdate(AliasedFunction.of(regions, target), rollout).to(split);
    }

    private static String version(Rollout rollout) throws CallFailed {
        if (rollout.version().isEmpty()) {
            throw AwsCalls.refused("NoVersion", "no version was deployed");
        }
        return rollout.version();
    }

    @Override
    public TrafficStatus exposure(Resource target, Rollout rollout) throws CallFailed {
        var function = AliasedFunction.of(regions, target);
        var routing = function.routing();
        var baseline = rollout.baseline().get("version") instanceof Json.Str(var version) ? version : "";
        boolean itself = baseline.equals(rollout.version());
        return new TrafficStatus(routing.share(rollout.version()), true, AliasUpdate.others(routing, rollout))
                .down(function.down(routing, rollout.version()), itself ? "" : function.down(routing, baseline));
    }

    @Override
    public Json.Obj takeBack(Resource target, Rollout rollout, IdempotencyKey key) throws CallFailed {
        var function = AliasedFunction.of(regions, target);
        var baseline = RolloutFields.baseline(rollout, "version");
        return new AliasUpdate(function, named(function, rollout, baseline)).to(new AliasRouting(baseline, Map.of()));
    }

    /** Adds the version of its digest, if it was not recorded. */
    private static Rollout named(AliasedFunction function, Rollout rollout, String baseline) throws CallFailed {
        var version = rollout.version().isEmpty()
                ? function.published(rollout.digest(), baseline).orElse("")
                : rollout.version();
        return new Rollout(rollout.image(), rollout.digest(), version, rollout.baseline(), rollout.settings());
    }

    /** Does nothing: a published version that is not invoked costs nothing, and the next rollback needs it. */
    @Override
    public Json.Obj retire(Resource target, Rollout rollout, IdempotencyKey key) {
        return Json.obj();
    }
}
