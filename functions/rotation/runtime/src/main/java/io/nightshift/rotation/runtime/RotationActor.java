package io.nightshift.rotation.runtime;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.rotation.action.CredentialAction;
import io.nightshift.rotation.action.CredentialChange;
import io.nightshift.rotation.action.CredentialStep;
import io.nightshift.rotation.engine.OldSessions;
import io.nightshift.rotation.engine.RotationStrategy;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Performs the acts of a rotation on a secret and its credential. Each repetition finds what the earlier attempt did. */
public final class RotationActor implements Actor {

    private final CredentialSystems systems;
    private final RandomGenerator random;

    /** @param random unpredictable: passwords are drawn from it */
    public RotationActor(CredentialSystems systems, RandomGenerator random) {
        this.systems = systems;
        this.random = random;
    }

    @Override
    public boolean performs(Action action) {
        return action instanceof CredentialAction act && systems.covers(act.target());
    }

    @Override
    public LiveState before(Action action) {
        try {
            var secret = action.target();
            return new LiveState.Known(systems.store(secret).describe(secret).tags(), Optional.empty(), Json.obj());
        } catch (CallFailed e) {
            return new LiveState.Unreadable(e.problem());
        }
    }

    /** The acts set a state, so the engine repeats them. */
    @Override
    public Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        return Probed.UNKNOWN;
    }

    @Override
    public Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
        var act = (CredentialAction) action;
        try {
            if (act.step() == CredentialStep.CLOSE) {
                systems.store(act.target()).retire(act.target(), act.change().current());
                return new Performed.Done(Json.obj());
            }
            return new Performed.Done(perform(act, systems.of(act.target(), act.change())));
        } catch (CallFailed e) {
            return new Performed.NotDone(e.problem());
        }
    }

    private Json.Obj perform(CredentialAction act, CredentialSystem system) throws CallFailed {
        return switch (act.step()) {
            case CUT_OFF ->
                Json.obj().with("ended", system.engine().retire(system.target(Optional.empty()), OldSessions.END));
            case CREATE -> create(system);
            case SET -> set(system);
            case SWITCH -> publish(system);
            case RETIRE -> retire(system);
            case REVERT -> revert(system);
            case CLOSE -> throw new IllegalStateException("needs no system");
        };
    }

    private Json.Obj create(CredentialSystem system) throws CallFailed {
        var change = system.change();
        var pending = system.store().describe(system.secret()).pending();
        if (!pending.isEmpty() && !pending.equals(change.pending())) {
            throw new CallFailed(Problem.permanent(
                    "OtherPending", "version " + pending + " became pending meanwhile: another rotation is under way"));
        }
        if (system.pending().isPresent()) {
            if (pending.isEmpty()) {
                throw new CallFailed(Problem.permanent(
                        "OldVersion", "version " + change.pending() + " has the value of a rotation that is over"));
            }
            return version(change.pending()).with(ActionExecution.ALREADY, true);
        }
        return version(system.store().store(system.secret(), change.pending(), system.create(random)));
    }

    private static Json.Obj version(String id) {
        return Json.obj().with("version", id);
    }

    private static Json.Obj set(CredentialSystem system) throws CallFailed {
        if (!system.engine().description().issues()) {
            system.engine().set(system.target());
        }
        return Json.obj();
    }

    private static Json.Obj publish(CredentialSystem system) throws CallFailed {
        CredentialChange change = system.change();
        return version(system.store().publish(system.secret(), change.pending(), change.current()));
    }

    private static Json.Obj retire(CredentialSystem system) throws CallFailed {
        int ended =
                system.engine().retire(system.target(), system.change().leaked() ? OldSessions.END : OldSessions.KEEP);
        return Json.obj().with("ended", ended);
    }

    private static Json.Obj revert(CredentialSystem system) throws CallFailed {
        var pending = system.change().pending();
        if (system.store().describe(system.secret()).current().equals(pending)) {
            throw new CallFailed(Problem.permanent("Published", "version " + pending + " is published already"));
        }
        var value = system.pending();
        if (value.isPresent()) {
            restore(system, value.get());
        }
        system.store().discard(system.secret(), pending);
        return Json.obj();
    }

    /** Changes the system only if the old credential does not work, or the pending one does. */
    private static void restore(CredentialSystem system, SecretValue pending) throws CallFailed {
        var reversed = system.reversed(pending.credential());
        boolean single = system.settings().strategy() == RotationStrategy.SINGLE;
        if (!system.engine().description().testable()) {
            return;
        }
        boolean oldWorks = system.engine()
                .login(reversed.endpoint(), reversed.pendingOne())
                .isAccepted();
        if (single && !oldWorks) {
            system.engine().set(reversed);
        }
        if (!single
                && system.engine().login(reversed.endpoint(), reversed.old()).isAccepted()) {
            system.engine().retire(reversed, OldSessions.KEEP);
        }
    }
}
