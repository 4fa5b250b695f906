package io.nightshift.promotion.aws.lambda;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.AwsErrors;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.aws.rollout.RolloutFields;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.PreconditionFailedException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.State;

/**
 * Publishes a version of an image. One call updates the code and publishes, so that no other change can come in between. The
 * version has its number at once and is ready later. A repetition finds the version by its digest.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html">UpdateFunctionCode</a>
 */
record VersionPublication(AliasedFunction function, Rollout rollout) {

    private static final int TRIES = 3;

    Json.Obj publish() throws CallFailed {
        for (int tries = 1; tries <= TRIES; tries++) {
            var version = made();
            if (version.isPresent()) {
                return Json.obj().with("version", version.get());
            }
        }
        throw new CallFailed(Problem.transientFault("FunctionBusy", "somebody else keeps changing the function"));
    }

    private Optional<String> made() throws CallFailed {
        var routing = function.routing();
        if (!AliasUpdate.others(routing, rollout).isEmpty()) {
            throw RolloutFields.changed("the alias has " + routing + "; it had version "
                    + RolloutFields.baseline(rollout, "version") + " before the promotion");
        }
        var there = published();
        return there.isPresent() ? there : update(idle());
    }

    private Optional<String> published() throws CallFailed {
        return function.published(rollout.digest(), RolloutFields.baseline(rollout, "version"));
    }

    /** The revision id changes when an update finishes, so it is read when none is in progress. */
    private FunctionConfiguration idle() throws CallFailed {
        var latest = function.version("$LATEST").configuration();
        if (latest.state() == State.PENDING || latest.lastUpdateStatus() == LastUpdateStatus.IN_PROGRESS) {
            throw AwsCalls.busy("the function is being updated");
        }
        return latest;
    }

    /** Empty if the function was changed since it was read. */
    private Optional<String> update(FunctionConfiguration latest) throws CallFailed {
        try {
            return Optional.of(function.lambda()
                    .updateFunctionCode(request -> request.functionName(function.function())
                            .imageUri(rollout.reference())
                            .publish(true)
                            .revisionId(latest.revisionId()))
                    .version());
        } catch (PreconditionFailedException e) {
            return Optional.empty();
        } catch (ResourceConflictException e) {
            return lost(e, AwsCalls.busy("the function is being updated"));
        } catch (SdkException e) {
            return lost(e, new CallFailed(AwsErrors.whileChanging(e)));
        }
    }

    /** An earlier attempt of the same call may have taken effect. */
    private Optional<String> lost(SdkException e, CallFailed failure) throws CallFailed {
        var there = AwsErrors.whileChanging(e).mayHaveHappened() ? published() : Optional.<String>empty();
        if (there.isPresent()) {
            return there;
        }
        throw failure;
    }
}
