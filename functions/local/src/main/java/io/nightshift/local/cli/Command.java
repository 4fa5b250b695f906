package io.nightshift.local.cli;

import io.nightshift.entry.FunctionHost;
import io.nightshift.local.host.Settings;
import io.nightshift.policy.Policy;
import java.util.Map;
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

    /** What this machine's environment connects it to. */
    Settings settings(Policy policy) {
        return settings(policy, Settings::read);
    }

    /** The same for a command that stays and answers all that the policy asks. */
    Settings serving(Policy policy) {
        return settings(policy, Settings::serving);
    }

    private interface Reading {
        Settings read(Map<String, String> environment, Policy policy) throws Settings.Invalid;
    }

    private Settings settings(Policy policy, Reading reading) {
        try {
            return reading.read(terminal().environment(), policy);
        } catch (Settings.Invalid e) {
            throw new Refusal(Exit.USAGE, "the environment: " + e.getMessage());
        }
    }

    FunctionHost host() {
        return new FunctionHost(terminal().clock(), terminal().err());
    }

    boolean json() {
        return json;
    }
}
