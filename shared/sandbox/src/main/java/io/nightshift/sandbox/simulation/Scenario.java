package io.nightshift.sandbox.simulation;

import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.engine.Rules;
import io.nightshift.core.run.Playbook;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What one function brings into the simulation: its playbooks, a small world for them, policies, and what must hold for it
 * beyond what holds for every function. Used from several threads: keep nothing between calls.
 */
public interface Scenario {

    /** The function's name, as {@code nightshift simulate --function} takes it. */
    String name();

    List<Playbook<?>> playbooks();

    /** Every action that a ledger of this function can hold, undos included. */
    ActionCatalogue catalogue();

    /** The resources of one night; five to fifteen are enough. Draws from {@code random} only. */
    List<SimulatedResource> parts(SplittableRandom random);

    /** The first policy holds when the night begins; the others are what it may change to. Their hashes differ. */
    List<Rules> policies();

    /** Policies that a night may begin with instead of the first one; their hashes differ from all others. */
    default List<Rules> openings() {
        return List.of();
    }

    /** The names of what may happen in the scene besides {@link Scene#happens(int)}; each has a generator of its own. */
    default List<String> concerns() {
        return List.of();
    }

    /** Who answers questions; the approvers that the policies name, and someone who is none of them. */
    default List<String> people() {
        return List.of("alice", "bob", "mallory");
    }

    /** What it acts on besides the resources of the night; each night has its own. */
    default Optional<Scene.Stage> stage() {
        return Optional.empty();
    }

    /** What people may tell an open run, besides to stop. */
    default List<String> commands() {
        return List.of();
    }

    /**
     * What people tell every run that is still open when the night is over, one after the other; then none may be
     * left. Empty if runs may wait for people for longer than a simulation lasts.
     */
    default List<String> lastWords() {
        return List.of();
    }

    /**
     * How the function's host tells whether its ledger takes writes. Where it is given, the nights have ledgers that fail or are
     * altered, and receivers that give no answer.
     */
    default Optional<SimulatedHealth.Factory> health() {
        return Optional.empty();
    }

    /** What must hold for this function after every commit, besides what {@code docs/simulation.md} lists for all. */
    default List<Invariant> invariants() {
        return List.of();
    }
}
