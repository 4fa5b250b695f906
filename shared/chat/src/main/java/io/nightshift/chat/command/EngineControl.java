package io.nightshift.chat.command;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.PauseSwitches;
import io.nightshift.core.run.RunId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * With the engine of this process.
 *
 * @param engine of the active policy
 * @param switches of the active policy
 */
public record EngineControl(Supplier<Engine> engine, Supplier<PauseSwitches> switches) implements RunControl {

    @Override
    public ChatReply approve(RunId run, String plan, String by, String via) {
        return reply(engine.get().approve(run, plan, by, via), "Your yes to " + run + " is in.");
    }

    @Override
    public ChatReply reject(RunId run, String plan, String by, String reason, String via) {
        return reply(engine.get().reject(run, plan, by, reason, via), "Your no to " + run + " is in.");
    }

    @Override
    public ChatReply extend(RunId run, String plan, String by, String via) {
        return reply(engine.get().extend(run, plan, by, via), "The question of " + run + " stands longer.");
    }

    @Override
    public ChatReply abort(RunId run, String by, String reason) {
        return reply(engine.get().abort(run, by, reason), run + " is aborted.");
    }

    @Override
    public ChatReply command(RunId run, String what, String by, String reason) {
        return reply(engine.get().command(run, what, by, reason), run + " got the order: " + what + ".");
    }

    @Override
    public Optional<String> refusal(RunId run, String plan, String by) {
        return engine.get().refusal(run, plan, by);
    }

    @Override
    public ChatReply pause(String scope, String by, String reason, Optional<Instant> until) {
        switches.get().pause(scope, by, reason, until);
        return ChatReply.of(
                scope + " is paused" + until.map(end -> " until " + end).orElse("; resume ends it") + ".");
    }

    @Override
    public ChatReply resume(String scope, String by, String reason) {
        switches.get().resume(scope, by, reason);
        return ChatReply.of(scope + " is resumed.");
    }

    private static ChatReply reply(EngineResult handled, String done) {
        return switch (handled.kind()) {
            case MOVED, STARTED, JOINED -> ChatReply.of(done);
            case NOT_FOUND -> ChatReply.refused("There is no such run.");
            case BUSY, REFUSED, UNMATCHED, IGNORED, DUPLICATE, NOTHING ->
                ChatReply.refused("Not done: " + handled.detail());
        };
    }
}
