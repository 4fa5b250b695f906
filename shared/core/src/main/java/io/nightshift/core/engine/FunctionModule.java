package io.nightshift.core.engine;

import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Playbook;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A function of Nightshift as one value: what it decides by and what it can do. Every host (Lambda, Cloud Run, {@code serve}, the
 * simulation) plugs it into the engine with {@link Ports.Builder#function}.
 *
 * @param name as the command line, the policy and the documentation have it
 * @param playbook decides its runs
 * @param actions every action that its ledger entries can hold, undos included
 * @param adapter makes what it acts on and observes wherever it runs, if there is such a thing
 */
public record FunctionModule(String name, Playbook<?> playbook, ActionCatalogue actions, Optional<Adapter> adapter) {

    /** An adapter that needs no cloud, only the ledger. */
    @FunctionalInterface
    public interface Adapter {
        /** @param policyHash names the policy in what the adapter writes */
        Adapters of(Ledger ledger, InstantSource clock, String policyHash);
    }

    /** A function that acts on a cloud only. */
    public FunctionModule(Playbook<?> playbook, ActionCatalogue actions) {
        this(playbook.name(), playbook, actions, Optional.empty());
    }
}
