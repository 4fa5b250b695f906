package io.nightshift.remediation.execution;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.remediation.action.DeclaredAction;

/**
 * Sets a property of a resource. The capsule holds the value before the act ({@code was}), the wanted one ({@code set}) and the
 * parameters, which the undo needs to read the property again.
 */
record SettingExecution(Setting setting, DeclaredAction action) implements ActionExecution {

    static final String WITH = "with";
    static final String WAS = "was";
    static final String SET = "set";

    @Override
    public LiveState before() throws CallFailed {
        var found = setting.read();
        return found.isEmpty()
                ? ActionExecution.missing(action.target().label())
                : ActionExecution.found(found.get().tags(), found.get().group(), capsule(found.get()));
    }

    private Json.Obj capsule(Setting.State state) {
        var capsule = Setting.capsule(state.value(), state.wanted());
        var whole = action.with().members().isEmpty() ? capsule : capsule.with(WITH, action.with());
        if (state.limit().isEmpty() && setting.isSame(state.value(), state.wanted())) {
            return whole.with(ALREADY, true);
        }
        return state.limit()
                .or(state::cannot)
                .or(state::busy)
                .map(why -> whole.with(CANNOT, why))
                .orElse(whole);
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
        return move(value(capsule, WAS), value(capsule, SET), key);
    }

    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
        return ActionExecution.happened(has(value(capsule, SET)));
    }

    private static Json value(Json.Obj capsule, String name) throws JsonException {
        return View.of(capsule).at(name).json();
    }

    private Performed move(Json from, Json to, IdempotencyKey key) throws CallFailed {
        var found = setting.read();
        if (found.isEmpty()) {
            return new Performed.NotDone(
                    ActionExecution.notFound(action.target().label()));
        }
        var now = found.get().value();
        if (setting.isSame(now, to)) {
            return ActionExecution.already();
        }
        if (!setting.isSame(now, from) && !setting.isBetween(now, from, to)) {
            return ActionExecution.changedSince(action.target().label());
        }
        if (found.get().busy().isPresent()) {
            return new Performed.NotDone(
                    Problem.transientFault("Busy", found.get().busy().get()));
        }
        var made = ActionExecution.changing(() -> write(now, to, key), () -> has(to));
        return made instanceof Performed.NotDone(var problem) && isHalf(from, to)
                ? new Performed.NotDone(new Problem(problem.code(), problem.message(), problem.retryable(), true))
                : made;
    }

    /** Whether a change of several calls has begun: with the state of now for the state before it, nothing could undo it. */
    private boolean isHalf(Json from, Json to) throws CallFailed {
        return setting.read()
                .map(Setting.State::value)
                .filter(now -> !setting.isSame(now, from) && setting.isBetween(now, from, to))
                .isPresent();
    }

    private Json.Obj write(Json from, Json to, IdempotencyKey key) throws CallFailed {
        setting.write(from, to, key);
        return Json.obj().with(SET, to);
    }

    private boolean has(Json value) throws CallFailed {
        return setting.read()
                .filter(state -> setting.isSame(state.value(), value))
                .isPresent();
    }

    /**
     * Restores the value from before an act, unless somebody has changed it since.
     *
     * @param back the capsule of the act
     */
    record Undo(SettingExecution act, Json.Obj back) implements ActionExecution {
        @Override
        public LiveState before() throws CallFailed {
            var found = act.setting.read();
            return found.isEmpty()
                    ? ActionExecution.missing(act.action.target().label())
                    : ActionExecution.found(
                            found.get().tags(),
                            found.get().group(),
                            Json.obj().with(WAS, found.get().value()));
        }

        @Override
        public Performed perform(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
            return act.move(value(back, SET), value(back, WAS), key);
        }

        @Override
        public Probed probe(IdempotencyKey key, Json.Obj capsule) throws CallFailed, JsonException {
            return ActionExecution.happened(act.has(value(back, WAS)));
        }
    }
}
