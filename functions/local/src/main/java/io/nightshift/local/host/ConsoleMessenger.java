package io.nightshift.local.host;

import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Message;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.act.Problem;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Optional;

/** Messages on the console, as log lines. */
public final class ConsoleMessenger implements Messenger {

    private final PrintStream out;
    private final InstantSource clock;

    public ConsoleMessenger(PrintStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    @Override
    public Optional<Problem> tell(Message message, IdempotencyKey key) {
        out.println(Log.line(clock.instant(), "message", message.toJson().with("key", key.token())));
        return Optional.empty();
    }
}
