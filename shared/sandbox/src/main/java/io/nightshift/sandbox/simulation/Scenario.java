package io.nightshift.sandbox.simulation;

import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.engine.Rules;
import io.nightshift.core.run.Playbook;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The part of one function in the simulation: its playbooks, a small environment for them, policies, and its own invariants.
 * Used from several threads: keep no state between calls.
 */
public interface Scenario {

    /** The function's name, as in {@code nightshift simulate --function}. */
    String name();

    List<Playbook<?>> playbooks();

    /** Every action that a ledger of this function can contain, including undos. */
    ActionCatalogue catalogue();

    /** The resources of one night; five to fifteen are enough; none if those of the scene are all. Draws from {@code random} only. */
    default List<SimulatedResource> parts(SplittableRandom random) {
        return List.of();
    }

    /** The first policy is active when the night begins; it may change to the others. Their hashes differ. */
    List<Rules> policies();

    /** Alternatives to the first policy for the beginning of a night; their hashes differ from all others. */
    default List<Rules> openings() {
        return List.of();
    }

    /** The names of the scene's events besides {@link Scene#happens(int)}; each has its own generator. */
    default List<String> concerns() {
        return List.of();
    }

    /** The humans who answer approvals: the approvers in the policies, and someone who is not one. */
    default List<String> people() {
        return List.of("alice", "bob", "mallory");
    }

    /** The function's targets besides the resources of the night; each night has its own. */
    default Optional<Scene.Stage> stage() {
        return Optional.empty();
    }

    /** The commands that humans may send to an open run, besides abort. */
    default List<String> commands() {
        return List.of();
    }

    /**
     * The commands that humans send to every run that is still open when the night is over, one after the other; then none
     * may be left. Empty if runs may wait for humans for longer than a simulation lasts.
     */
    default List<String> lastWords() {
        return List.of();
    }

    /**
     * Creates the health check with which the function's host reports whether its ledger accepts writes. If present, the
     * nights include failing or altered ledgers, and receivers that do not respond.
     */
    default Optional<SimulatedHealth.Factory> health() {
        return Optional.empty();
    }

    /** The function's own invariants, in addition to those that {@code docs/simulation.md} lists for all. */
    default List<Invariant> invariants() {
        return List.of();
    }
}
