package io.nightshift.local.cli;

import io.nightshift.entry.FunctionHost;
import io.nightshift.local.host.HostSettings;
import io.nightshift.policy.Policy;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The shared part of all commands. */
abstract class BaseCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private Nightshift parent;

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    Terminal terminal() {
        return parent.terminal();
    }

    /** The connections that this machine's environment configures. */
    HostSettings settings(Policy policy) {
        return settings(policy, HostSettings::read);
    }

    /** The same for a long-running command that answers all queries of the policy. */
    HostSettings serving(Policy policy) {
        return settings(policy, HostSettings::serving);
    }

    private interface Reading {
        HostSettings read(Map<String, String> environment, Policy policy) throws HostSettings.Invalid;
    }

    private HostSettings settings(Policy policy, Reading reading) {
        try {
            return reading.read(terminal().environment(), policy);
        } catch (HostSettings.Invalid e) {
            throw new CommandError(ExitCode.USAGE, "the environment: " + e.getMessage());
        }
    }

    FunctionHost host() {
        return new FunctionHost(terminal().clock(), terminal().err());
    }

    boolean json() {
        return json;
    }
}
