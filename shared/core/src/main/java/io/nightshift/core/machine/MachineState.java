package io.nightshift.core.machine;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The state of a run that a {@link Machine} decides: an immutable record with a {@link PhaseState} and what the
 * function adds.
 *
 * @param <S> the record itself
 */
public interface MachineState<P extends Enum<P>, S> {

    PhaseState<P> core();

    /** The same state with another core. */
    S with(PhaseState<P> core);

    /** What the ledger keeps. */
    default Json.Obj toJson() {
        return core().toJson();
    }

    default P phase() {
        return core().phase();
    }

    default Instant since() {
        return core().since();
    }

    default int tries() {
        return core().tries();
    }

    default boolean flying() {
        return core().flying();
    }

    default Optional<Hold<P>> held() {
        return core().held();
    }

    default Json.Obj facts() {
        return core().facts();
    }

    default View fact(String name) {
        return View.of(facts()).at(name);
    }

    default boolean has(String name) {
        return fact(name).exists();
    }

    /** Empty if there is no such fact. */
    default String text(String name) throws JsonException {
        return fact(name).textOr("");
    }

    /** The time under that name. */
    default Instant since(String name) throws JsonException {
        return fact(name).instant();
    }

    default List<String> story() {
        return core().story();
    }

    default S in(P phase) {
        return with(core().in(phase));
    }

    /** The current wait begins now, with no tries. */
    default S waitingSince(Instant now) {
        return with(core().waitingSince(now));
    }

    default S tried(int times) {
        return with(core().tried(times));
    }

    default S flying(boolean now) {
        return with(core().flying(now));
    }

    default S held(Optional<Hold<P>> hold) {
        return with(core().held(hold));
    }

    /** Replaces all facts. */
    default S knowing(Json.Obj facts) {
        return with(core().knowing(facts));
    }

    default S knowing(String fact, Json value) {
        return knowing(facts().with(fact, value));
    }

    default S knowing(String fact, String value) {
        return knowing(facts().with(fact, value));
    }

    /** Keeps a time under that name. */
    default S marking(String name, Instant at) {
        return knowing(name, at.toString());
    }

    default S without(String... facts) {
        return with(core().without(List.of(facts)));
    }

    /** Adds a line to the story. */
    default S tell(String line) {
        return with(core().tell(line));
    }

    /** Adds the line at the first attempt only. */
    default S tellFirst(String line) {
        return tries() == 0 ? tell(line) : with(core());
    }
}
