package io.nightshift.local.cli;

import io.nightshift.core.engine.Engine;
import io.nightshift.core.engine.EngineResult;
import io.nightshift.core.engine.Ports;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.entry.FunctionHost;
import io.nightshift.local.host.Command;
import io.nightshift.local.host.FunctionList;
import io.nightshift.local.host.HostSettings;
import io.nightshift.local.host.LocalHost;
import io.nightshift.policy.Policy;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The shared part of all commands, those of the functions included. */
public abstract class BaseCommand implements Command {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private Nightshift parent;

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    protected final Terminal terminal() {
        return parent.terminal();
    }

    /** The functions that this process runs. */
    protected final FunctionList functions() {
        return parent.functions();
    }

    final PolicyFile policies() {
        return new PolicyFile(functions().parser());
    }

    /** The valid policy in a file, or an error with its first problem. */
    protected final Policy valid(Path file) {
        return policies().valid(file.toString(), InputFiles.read(file));
    }

    /** The ports of an engine that moves one run and sets no timer: the sweeper wakes the run. */
    protected final Ports ports(Ledger ledger, Policy policy) {
        return LocalHost.ports(functions(), ledger, (run, name, at) -> {}, settings(policy), host());
    }

    protected final Engine engine(Ledger ledger, Policy policy) {
        return new Engine(ports(ledger, policy));
    }

    /** What came of an answer or a command to a run. */
    protected final AnswerResult result(EngineResult handled, Optional<Run> before, Run run) {
        return new AnswerResult(handled, before, run, functions().narration(run));
    }

    /** The connections that this machine's environment configures. */
    protected final HostSettings settings(Policy policy) {
        return settings(policy, HostSettings::read);
    }

    /** The same for a long-running command that answers all queries of the policy. */
    HostSettings serving(Policy policy) {
        return settings(policy, HostSettings::serving);
    }

    private interface Reading {
        HostSettings read(FunctionList functions, Map<String, String> environment, Policy policy)
                throws HostSettings.Invalid;
    }

    private HostSettings settings(Policy policy, Reading reading) {
        try {
            return reading.read(functions(), terminal().environment(), policy);
        } catch (HostSettings.Invalid e) {
            throw new CommandError(ExitCode.USAGE, "the environment: " + e.getMessage());
        }
    }

    protected final FunctionHost host() {
        return new FunctionHost(terminal().clock(), terminal().err());
    }

    protected final boolean json() {
        return json;
    }
}
