package io.nightshift.console.web;

import io.nightshift.api.LiveBody;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.run.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Server-sent events: one whenever a run begins, moves or ends. All open pages share what is read from the ledger. */
final class ChangeFeed implements LiveBody {

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int KEEP_ALIVE = 10;
    private static final int MOST = 100;

    private final Ledger ledger;
    private final InstantSource clock;
    private String version = "";
    private Instant read = Instant.MIN;

    ChangeFeed(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public void write(Output output) throws IOException {
        var sent = version();
        send(output, "retry: 5000\nid: " + sent + "\n\n");
        for (int quiet = 0; output.waits(EVERY); quiet++) {
            var now = version();
            if (!now.equals(sent)) {
                sent = now;
                quiet = 0;
                send(output, "event: change\nid: " + now + "\ndata: " + now + "\n\n");
            } else if (quiet % KEEP_ALIVE == KEEP_ALIVE - 1) {
                send(output, ": still here\n\n");
            }
        }
    }

    private static void send(Output output, String text) throws IOException {
        output.send(text.getBytes(StandardCharsets.UTF_8));
    }

    private synchronized String version() {
        var now = clock.instant();
        if (!now.isBefore(read.equals(Instant.MIN) ? read : read.plus(EVERY.dividedBy(2)))) {
            read = now;
            try {
                var runs = Stream.concat(
                        ledger.open(Optional.empty(), MOST).items().stream(),
                        ledger.runs(Optional.empty(), 1).items().stream());
                version = Sha256.hex(
                                runs.map(run -> run.id() + " " + run.version()).collect(Collectors.joining("\n")))
                        .substring(0, 16);
            } catch (LedgerException e) {
                // The pages say so; the next reading may work.
            }
        }
        return version;
    }
}
