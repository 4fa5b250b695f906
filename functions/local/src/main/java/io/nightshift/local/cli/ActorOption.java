package io.nightshift.local.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The person who acts, for the ledger. */
public final class ActorOption {

    @Option(
            names = {"--as", "--by"},
            paramLabel = "NAME",
            description = "Who does this; goes into the ledger (default: $USER).")
    private Optional<String> name = Optional.empty();

    public String name(Terminal terminal) {
        return terminal.who(name);
    }
}
