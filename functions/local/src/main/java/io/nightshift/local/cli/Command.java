package io.nightshift.local.cli;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Timers;
import io.nightshift.local.host.LocalHost;
import io.nightshift.local.host.Settings;
import io.nightshift.policy.Policy;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What all commands share. */
abstract class Command implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private Nightshift parent;

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    Terminal terminal() {
        return parent.terminal();
    }

    /** The engine with what this machine's environment connects it to. */
    Engine engine(Ledger ledger, Policy policy, Timers timers) {
        try {
            return LocalHost.engine(
                    ledger,
                    policy,
                    timers,
                    terminal().environment(),
                    terminal().clock(),
                    terminal().err());
        } catch (Settings.Invalid e) {
            throw new Refusal(Exit.USAGE, "the environment: " + e.getMessage());
        }
    }

    boolean json() {
        return json;
    }
}
