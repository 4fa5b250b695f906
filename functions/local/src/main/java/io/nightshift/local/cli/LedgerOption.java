package io.nightshift.local.cli;

import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunId;
import io.nightshift.sql.SqlLedger;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The location of the ledger. */
public final class LedgerOption {

    private static final String DEFAULT = ".nightshift/ledger.db";

    @Option(
            names = "--ledger",
            paramLabel = "FILE|URL",
            description = "A SQLite file or jdbc:postgresql: URL (default: $NIGHTSHIFT_LEDGER, else " + DEFAULT + ").")
    private Optional<String> where = Optional.empty();

    String where(Terminal terminal) {
        return where.orElseGet(() -> terminal.environment().getOrDefault("NIGHTSHIFT_LEDGER", DEFAULT));
    }

    /** The option as it was given, for another command; empty if it was not. */
    String flag() {
        return where.map(place -> " --ledger " + place).orElse("");
    }

    /** Opens it; creates the file if it does not exist. */
    public SqlLedger open(Terminal terminal) {
        return SqlLedger.open(where(terminal));
    }

    /** Opens an existing one: otherwise a typing mistake in a read-only command would create an empty ledger. */
    public SqlLedger openExisting(Terminal terminal) {
        var place = where(terminal);
        if (!place.startsWith("jdbc:") && !java.nio.file.Files.exists(Path.of(place))) {
            throw new CommandError(
                    ExitCode.UNAVAILABLE,
                    "there is no ledger at " + place + "; serve makes one, or name it with --ledger");
        }
        return SqlLedger.open(place);
    }

    public static Run find(Ledger ledger, String id) {
        return ledger.run(new RunId(id)).orElseThrow(() -> new CommandError(ExitCode.NO, "there is no run " + id));
    }
}
