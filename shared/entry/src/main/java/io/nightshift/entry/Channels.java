package io.nightshift.entry;

import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Message;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.act.Problem;
import io.nightshift.webhook.WebhookMessenger;
import java.util.Optional;
import java.util.Set;

/** The policy's channels: webhooks, and the log for all others, so that no message is lost. */
record Channels(Set<String> webhooks, WebhookMessenger messenger, FunctionHost log) implements Messenger {

    @Override
    public Optional<Problem> tell(Message message, IdempotencyKey key) {
        if (webhooks.contains(message.channel())) {
            return messenger.tell(message, key);
        }
        log.log("message", message.toJson().with("key", key.token()));
        return Optional.empty();
    }
}
