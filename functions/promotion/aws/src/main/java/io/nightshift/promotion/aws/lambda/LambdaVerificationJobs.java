package io.nightshift.promotion.aws.lambda;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.AwsErrors;
import io.nightshift.aws.AwsRegions;
import io.nightshift.aws.AwsScope;
import io.nightshift.core.act.Action;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.action.RunJob;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * Verification jobs that are Lambda functions: invoked once, synchronously. The input is the job's description and
 * {@code key}, the same in every attempt. The function returns {@code {"state": "succeeded"}} or {@code {"state": "failed",
 * "reason": ..}}; any other result is a success, an exception is a failure.
 */
public final class LambdaVerificationJobs implements Actor {

    private static final int LONGEST_REASON = 300;

    private final AwsRegions regions;

    public LambdaVerificationJobs(AwsRegions regions) {
        this.regions = regions;
    }

    @Override
    public boolean performs(Action action) {
        return action instanceof RunJob && action.target().is(Cloud.AWS, Kinds.LAMBDA_FUNCTION);
    }

    private static String function(Resource target) {
        int colon = target.name().indexOf(':');
        return colon < 0 ? target.name() : target.name().substring(0, colon);
    }

    @Override
    public LiveState before(Action action) {
        try {
            var target = action.target();
            var lambda = regions.of(target).lambda();
            var arn = AwsScope.arn("lambda", target.origin(), "function:" + function(target));
            var tags = AwsCalls.read(() -> lambda.listTags(request -> request.resource(arn)))
                    .tags();
            return new LiveState.Known(new TreeMap<>(tags), Optional.empty(), Json.obj());
        } catch (CallFailed e) {
            return new LiveState.Unreadable(e.problem());
        }
    }

    @Override
    public Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
        var job = (RunJob) action;
        try {
            var lambda = regions.of(job.target()).jobs().lambda();
            var payload = job.about().with("key", key.token());
            var answer = lambda.invoke(request -> request.functionName(function(job.target()))
                    .qualifier(qualifier(job.target()))
                    .payload(SdkBytes.fromByteArray(payload.bytes())));
            return new Performed.Done(told(answer).with("key", key.token()));
        } catch (CallFailed e) {
            return new Performed.NotDone(e.problem());
        } catch (SdkException e) {
            return new Performed.NotDone(AwsErrors.whileChanging(e));
        }
    }

    private static @Nullable String qualifier(Resource target) {
        int colon = target.name().indexOf(':');
        return colon < 0 ? null : target.name().substring(colon + 1);
    }

    private static Json.Obj told(InvokeResponse answer) {
        if (answer.functionError() != null) {
            return failed("the function ended with an error; its log tells which");
        }
        try {
            var said = View.of(Json.parse(answer.payload().asUtf8String()));
            if (!said.isObject() || !said.at("state").exists()) {
                return succeeded();
            }
            var state = said.at("state").text();
            return switch (state) {
                case "succeeded" -> succeeded();
                case "failed" -> failed(brief(said.at("reason").textOr("it does not say why")));
                default -> failed("the function answered a state that is neither succeeded nor failed");
            };
        } catch (JsonException e) {
            return failed("the function answered what is no such JSON: " + e.getMessage());
        }
    }

    private static String brief(String reason) {
        return reason.substring(0, Math.min(LONGEST_REASON, reason.length()));
    }

    private static Json.Obj succeeded() {
        return Json.obj().with("state", "succeeded");
    }

    private static Json.Obj failed(String reason) {
        return Json.obj().with("state", "failed").with("reason", reason);
    }

    /** A function leaves no trace that could be found by the key. The job is a check, so running it again does no harm. */
    @Override
    public Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        return Probed.UNKNOWN;
    }
}
