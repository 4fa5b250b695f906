package io.nightshift.local.cli;

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

    boolean json() {
        return json;
    }
}
