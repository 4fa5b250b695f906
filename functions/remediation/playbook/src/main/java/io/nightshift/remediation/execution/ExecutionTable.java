package io.nightshift.remediation.execution;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.action.RemediationAction;
import io.nightshift.remediation.action.Restore;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The executions of one platform's actions, and of the undo of those that have one.
 *
 * @param <P> what an execution works with, such as the clients of a region
 */
public final class ExecutionTable<P> {

    private final Map<Class<?>, Perform<P, Action>> performs = new HashMap<>();
    private final Map<String, Perform<P, DeclaredAction>> declared = new HashMap<>();
    private final Map<String, Undo<P>> undos = new HashMap<>();

    /** Makes the execution of an action. */
    @FunctionalInterface
    public interface Perform<P, A> {
        ActionExecution of(P platform, A action);
    }

    /** Makes the property that an action sets. */
    @FunctionalInterface
    public interface Property<P> {
        Setting of(P platform, DeclaredAction action);
    }

    /** Makes the execution of an undo; the capsule is the state to restore. */
    @FunctionalInterface
    public interface Undo<P> {
        ActionExecution of(P platform, Resource target, Json.Obj capsule);
    }

    public <A extends Action> ExecutionTable<P> with(Class<A> action, Perform<P, A> perform) {
        performs.put(action, (platform, act) -> perform.of(platform, action.cast(act)));
        return this;
    }

    /** An action without a class of its own. */
    public ExecutionTable<P> with(ActionType type, Perform<P, DeclaredAction> perform) {
        declared.put(type.name(), perform);
        return this;
    }

    /** An action that sets a property, and its undo if it has one. */
    public ExecutionTable<P> setting(ActionType type, Property<P> property) {
        if (type.undoable()) {
            restoring(type, property);
        }
        return with(type, (platform, act) -> new SettingExecution(property.of(platform, act), act));
    }

    /** An action with a class of its own that sets a property. */
    public <A extends RemediationAction> ExecutionTable<P> setting(
            Class<A> action, ActionType type, Property<P> property) {
        return with(action, (platform, act) -> {
            var declared = new DeclaredAction(type, type.name(), act.target(), act.with());
            return new SettingExecution(property.of(platform, declared), declared);
        });
    }

    /** The undo of an action that sets a property besides other things; {@link Setting#capsule} made its capsule. */
    public ExecutionTable<P> restoring(ActionType type, Property<P> property) {
        return undoing(type, (platform, target, capsule) -> {
            var act = new DeclaredAction(type, type.name(), target, with(capsule));
            return new SettingExecution.Undo(new SettingExecution(property.of(platform, act), act), capsule);
        });
    }

    /** An action that deletes a resource. */
    public ExecutionTable<P> deletion(ActionType type, Property<P> resource) {
        return with(type, (platform, act) -> new DeletionExecution(resource.of(platform, act), act));
    }

    private static Json.Obj with(Json.Obj capsule) {
        return capsule.get(SettingExecution.WITH) instanceof Json.Obj with ? with : Json.Obj.EMPTY;
    }

    /** Adds another table, such as that of one topic. */
    public ExecutionTable<P> and(ExecutionTable<P> other) {
        performs.putAll(other.performs);
        declared.putAll(other.declared);
        undos.putAll(other.undos);
        return this;
    }

    public ExecutionTable<P> undoing(ActionType type, Undo<P> undo) {
        undos.put(type.name(), undo);
        return this;
    }

    boolean contains(Action action) {
        return action instanceof DeclaredAction
                ? declared.containsKey(action.type().name())
                : performs.containsKey(action.getClass());
    }

    boolean undoes(Restore restore) {
        return undos.containsKey(restore.of());
    }

    ActionExecution of(P platform, Action action) {
        if (action instanceof DeclaredAction act && contains(act)) {
            return Objects.requireNonNull(declared.get(act.type().name())).of(platform, act);
        }
        var perform = performs.get(action.getClass());
        if (perform != null) {
            return perform.of(platform, action);
        }
        if (action instanceof Restore(var target, var of, var capsule)) {
            var undo = undos.get(of);
            if (undo != null) {
                return undo.of(platform, target, capsule);
            }
        }
        return ActionExecution.refusing(Problem.permanent("NoUndo", "nothing here can " + action.sentence()));
    }
}
