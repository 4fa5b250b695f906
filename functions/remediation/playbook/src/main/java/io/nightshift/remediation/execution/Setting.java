package io.nightshift.remediation.execution;

import io.nightshift.core.act.Actor.Group;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.Map;
import java.util.Optional;

/**
 * A property of a resource that an action sets. {@link SettingExecution} remembers the value before the act, writes the wanted
 * one, verifies it by reading it again, and restores the earlier one.
 */
public interface Setting {

    /** The live state; empty if the resource does not exist. Changes nothing. */
    Optional<State> read() throws CallFailed;

    /**
     * Reports whether a write from one value to another leaves this one when it breaks off; only for a property that several
     * calls change.
     */
    default boolean isBetween(Json now, Json from, Json to) {
        return false;
    }

    /**
     * Changes the property, in one call if possible.
     *
     * @param from the value that {@link #read} gave
     * @param to the wanted value, or for an undo the value from before the act
     */
    void write(Json from, Json to) throws CallFailed;

    /**
     * The same, for an act that also leaves something behind once in each run.
     *
     * @param key of the act or undo
     */
    default void write(Json from, Json to, IdempotencyKey key) throws CallFailed {
        write(from, to);
    }

    /** Reports whether the property has that value; a value may also say how it came about, which does not count. */
    default boolean isSame(Json now, Json wanted) {
        return now.equals(wanted);
    }

    /** The capsule of an act that sets the property besides other things. */
    static Json.Obj capsule(Json was, Json set) {
        return Json.obj().with(SettingExecution.WAS, was).with(SettingExecution.SET, set);
    }

    /** The value before the act, in a capsule. */
    static Json was(Json.Obj capsule) throws JsonException {
        return View.of(capsule).at(SettingExecution.WAS).json();
    }

    /**
     * What a resource is like now. A change that the provider has begun counts as done: an instance that stops is stopped.
     *
     * @param value the property's value, without secrets
     * @param wanted the value that the action sets
     * @param group the group of the resource, if the action disturbs it
     * @param cannot why the action is impossible; an undo may be possible nevertheless
     * @param busy why the resource accepts no change right now
     * @param limit why there is nothing left to do for the action, although it is needed
     */
    record State(
            Json value,
            Json wanted,
            Map<String, String> tags,
            Optional<Group> group,
            Optional<String> cannot,
            Optional<String> busy,
            Optional<String> limit) {

        public static State of(Map<String, String> tags, Json value, Json wanted) {
            return new State(
                    value, wanted, tags, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }

        public static State of(Map<String, String> tags, boolean value, boolean wanted) {
            return of(tags, Json.of(value), Json.of(wanted));
        }

        public static State of(Map<String, String> tags, String value, String wanted) {
            return of(tags, Json.of(value), Json.of(wanted));
        }

        public State in(Optional<Group> itsGroup) {
            return new State(value, wanted, tags, itsGroup, cannot, busy, limit);
        }

        /** The same, and the action is impossible if that holds. */
        public State cannotIf(boolean holds, String why) {
            return holds && cannot.isEmpty()
                    ? new State(value, wanted, tags, group, Optional.of(why), busy, limit)
                    : this;
        }

        /** The same, and it is at its limit if that holds: a growth that changes nothing is impossible, not done. */
        public State atLimitIf(boolean holds, String why) {
            return holds ? new State(value, wanted, tags, group, cannot, busy, Optional.of(why)) : this;
        }

        /** The same, and neither the action nor its undo is possible while that holds. */
        public State busyIf(boolean holds, String why) {
            return holds ? new State(value, wanted, tags, group, cannot, Optional.of(why), limit) : this;
        }
    }
}
