package io.nightshift.aws.lambda;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.SdkExecution;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/**
 * New execution environments of a function: Lambda replaces them when its configuration changes, so a mark at the end of the
 * description does it. Environment variables are left alone: they may contain secrets. A published version cannot be changed, and
 * its environments end by themselves within hours. Its queries throw the SDK's exceptions: run it inside {@link SdkExecution}.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html">UpdateFunctionConfiguration</a>
 */
public record FunctionRestart(AwsRegionApis apis, Resource target) implements ActionExecution {

    private static final String MARK = " [nightshift ";
    private static final int LONGEST = 256;
    private static final int KEY = 12;

    private Optional<GetFunctionConfigurationResponse> find() {
        try {
            return Optional.of(apis.lambda().getFunctionConfiguration(request -> request.functionName(target.name())));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public LiveState before() {
        if (target.name().contains(":")) {
            return ActionExecution.found(
                    java.util.Map.of(),
                    Json.obj()
                            .with(
                                    CANNOT,
                                    "a published version cannot be restarted: publish a new one, or read the secret at each call"));
        }
        return find().map(this::known).orElseGet(() -> ActionExecution.missing("Lambda function " + target.name()));
    }

    private LiveState known(GetFunctionConfigurationResponse live) {
        var tags = apis.lambda()
                .listTags(request -> request.resource(live.functionArn()))
                .tags();
        return ActionExecution.found(tags, Json.obj().with("revision", live.revisionId()));
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) throws JsonException {
        var live = find();
        if (live.isEmpty()) {
            return new Performed.NotDone(ActionExecution.notFound("Lambda function " + target.name()));
        }
        if (isDone(live.get(), key)) {
            return ActionExecution.already();
        }
        var revision = View.of(capsule).at("revision").text();
        var description = marked(live.get(), key);
        return SdkExecution.changing(
                () -> {
                    var changed = apis.lambda()
                            .updateFunctionConfiguration(request -> request.functionName(target.name())
                                    .description(description)
                                    .revisionId(revision));
                    return Json.obj().with("revision", changed.revisionId());
                },
                () -> find().filter(now -> isDone(now, key)).isPresent());
    }

    private static String mark(IdempotencyKey key) {
        return MARK + key.token().substring(0, Math.min(KEY, key.token().length())) + "]";
    }

    private static boolean isDone(GetFunctionConfigurationResponse live, IdempotencyKey key) {
        return live.description() != null && live.description().endsWith(mark(key));
    }

    /** The mark replaces an earlier one; a description that would be too long loses its end. */
    private static String marked(GetFunctionConfigurationResponse live, IdempotencyKey key) {
        var text = Optional.ofNullable(live.description()).orElse("");
        int earlier = text.lastIndexOf(MARK);
        var own = earlier >= 0 && text.endsWith("]") ? text.substring(0, earlier) : text;
        return own.substring(0, Math.min(own.length(), LONGEST - mark(key).length())) + mark(key);
    }

    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) {
        return find().map(live -> ActionExecution.happened(isDone(live, key))).orElse(Probed.UNKNOWN);
    }

    /** UNKNOWN while Lambda applies the change. */
    public Health state() throws CallFailed {
        var live = AwsCalls.read(this::find);
        if (live.isEmpty()) {
            throw new CallFailed(ActionExecution.notFound("Lambda function " + target.name()));
        }
        var status = live.get().lastUpdateStatus();
        return status == LastUpdateStatus.IN_PROGRESS
                ? Health.UNKNOWN
                : status == LastUpdateStatus.FAILED ? Health.UNWELL : Health.WELL;
    }
}
