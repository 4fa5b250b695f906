package io.nightshift.remediation.webhook;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.signal.Resource;
import io.nightshift.remediation.action.CallWebhook;
import io.nightshift.remediation.action.TemplatedCall;
import io.nightshift.webhook.Webhooks;
import java.util.Map;
import java.util.Optional;

/**
 * Calls webhooks. The receiver ignores an idempotency key that it has seen, so a call with an unknown outcome is repeated
 * under the same key.
 *
 * <p>{@link #before} has no tags of its own; it uses {@link Surroundings}, so that an owner's opt-out also applies to
 * webhooks.
 */
public final class WebhookActor implements Actor {

    /** The live tags and group of a webhook's target, if its platform can be queried. */
    @FunctionalInterface
    public interface Surroundings {
        LiveState of(Resource target);

        /** For targets on no platform that could be asked. */
        Surroundings NONE = target -> new LiveState.Known(Map.of(), Optional.empty(), Json.obj());
    }

    private final Webhooks webhooks;
    private final Surroundings surroundings;

    public WebhookActor(Webhooks webhooks, Surroundings surroundings) {
        this.webhooks = webhooks;
        this.surroundings = surroundings;
    }

    @Override
    public boolean performs(Action action) {
        return action instanceof CallWebhook || action instanceof TemplatedCall;
    }

    private static String hook(Action action) {
        return action instanceof CallWebhook call ? call.hook() : ((TemplatedCall) action).text("hook");
    }

    @Override
    public LiveState before(Action action) {
        return webhooks.knows(hook(action))
                ? surroundings.of(action.target())
                : new LiveState.Unreadable(
                        Problem.permanent("UnknownWebhook", "the function is configured with no webhook of that name"));
    }

    @Override
    public Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
        try {
            return switch (webhooks.call(hook(action), key, call(action, key))) {
                case Webhooks.Called.Taken(var status, var already) ->
                    new Performed.Done(Json.obj().with("status", status).with("already", already));
                case Webhooks.Called.NotTaken(var problem) -> new Performed.NotDone(problem);
            };
        } catch (JsonException e) {
            return ActionExecution.not("Template", "the body cannot be made: " + e.getMessage());
        }
    }

    private static Webhooks.Call call(Action action, IdempotencyKey key) throws JsonException {
        if (action instanceof TemplatedCall call) {
            boolean pagerDuty = call.text("format").equals("pagerduty");
            return new Webhooks.Call(
                    CallBody.of(call, key),
                    call.type().repetition() != Repetition.PROBE,
                    pagerDuty ? Optional.of("routing_key") : Optional.empty());
        }
        return Webhooks.Call.of(body((CallWebhook) action, key));
    }

    private static Json.Obj body(CallWebhook call, IdempotencyKey key) {
        return Json.obj()
                .with("run", key.run())
                .with("effect", key.effect())
                .with("hook", call.hook())
                .with("target", call.target().toJson())
                .with("signal", call.about())
                .with("sentence", call.sentence());
    }

    /** A receiver cannot be queried; the key makes a repetition safe. */
    @Override
    public Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        return Probed.UNKNOWN;
    }
}
