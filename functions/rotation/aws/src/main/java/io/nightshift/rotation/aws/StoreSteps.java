package io.nightshift.rotation.aws;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import io.nightshift.rotation.RotationProgress;
import io.nightshift.rotation.RotationRequest;
import io.nightshift.rotation.StoreStep;
import io.nightshift.rotation.runtime.StoredSecret;
import io.nightshift.rotation.runtime.VersionedSecrets;
import java.time.InstantSource;

/**
 * The four steps that Secrets Manager asks for, each as a request to the run of the secret. A step that succeeded returns; for
 * anything else an exception says why, and the service asks again.
 */
final class StoreSteps {

    private final Engine engine;
    private final Ledger ledger;
    private final VersionedSecrets secrets;
    private final RotationTokens tokens;
    private final InstantSource clock;

    StoreSteps(Engine engine, Ledger ledger, VersionedSecrets secrets, RotationTokens tokens, InstantSource clock) {
        this.engine = engine;
        this.ledger = ledger;
        this.secrets = secrets;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** A step that is not done; the message goes to the log of the function and to Secrets Manager. */
    static final class NotDoneException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotDoneException(String message) {
            super(message);
        }
    }

    /** @param invocation the id of this invocation: each asks anew */
    Json.Obj handle(View json, String invocation) {
        try {
            var event = StepEvent.read(json);
            event.token().ifPresent(token -> tokens.put(event.version(), token));
            try {
                return handle(event, invocation);
            } finally {
                tokens.remove(event.version());
            }
        } catch (CallFailed | JsonException e) {
            throw new NotDoneException(String.valueOf(e.getMessage()));
        }
    }

    private Json.Obj handle(StepEvent event, String invocation) throws CallFailed, JsonException {
        var stored = secrets.describe(event.secret());
        if (stored.current().equals(event.version())) {
            return done(event, "it is current already");
        }
        if (!stored.pending().equals(event.version())) {
            throw new NotDoneException("version %s is not pending: Secrets Manager gives AWSPENDING before it asks; %s"
                    .formatted(
                            event.version(),
                            stored.pending().isEmpty()
                                    ? "no version is pending"
                                    : "version " + stored.pending() + " is pending"));
        }
        var handled = engine.handle(request(event, stored, invocation)).getFirst();
        // Picks up what a worker that died had planned.
        handled.run().ifPresent(engine::wake);
        return answer(event, handled);
    }

    private Signal.Request request(StepEvent event, StoredSecret stored, String invocation) {
        var id = "rotate " + event + " " + invocation;
        var header = new Signal.Header(
                new SignalId(id), "aws.secretsmanager", clock.instant(), event.secret(), stored.tags());
        var what = RotationRequest.step(event.step(), event.version()).toJson();
        return new Signal.Request(header, "", what, "Secrets Manager");
    }

    private Json.Obj answer(StepEvent event, EngineResult handled) throws CallFailed, JsonException {
        if (handled.run().isEmpty()) {
            throw new NotDoneException(refusal(event, handled));
        }
        var run = ledger.run(handled.run().get()).orElseThrow();
        var progress = RotationProgress.of(run, event.step());
        if (!progress.version().equals(event.version())) {
            throw new NotDoneException("another rotation of this secret is under way: run " + run.id()
                    + " makes version " + progress.version());
        }
        if (progress.notDone().isPresent()) {
            throw new NotDoneException(
                    event.step().id() + ": " + progress.notDone().get());
        }
        return done(event, "run " + run.id());
    }

    private String refusal(StepEvent event, EngineResult handled) throws CallFailed {
        if (handled.kind() == EngineResult.Kind.UNMATCHED) {
            return "no entry of the policy's section secrets matches "
                    + event.secret().name() + "; add one, or remove the rotation function from the secret";
        }
        boolean empty = secrets.read(event.secret(), event.version()).isEmpty();
        return event.step() == StoreStep.TEST && empty
                ? "nothing is pending that could be tested: the schedule was set with RotateImmediately=false, which runs the test alone. Nothing was written; the schedule is set"
                : event.step().id() + ": " + handled.detail();
    }

    private static Json.Obj done(StepEvent event, String how) {
        return Json.obj().with("step", event.step().id()).with("done", how);
    }
}
