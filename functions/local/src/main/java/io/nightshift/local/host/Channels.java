package io.nightshift.local.host;

import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Message;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.act.Problem;
import java.util.Map;
import java.util.Optional;

/** The policy's channels by name. A message for a channel that is not there goes to the console, so that it is seen. */
public final class Channels implements Messenger {

    private final Map<String, Messenger> byName;
    private final Messenger console;

    public Channels(Map<String, Messenger> byName, Messenger console) {
        this.byName = Map.copyOf(byName);
        this.console = console;
    }

    @Override
    public Optional<Problem> tell(Message message, IdempotencyKey key) {
        return byName.getOrDefault(message.channel(), console).tell(message, key);
    }
}
