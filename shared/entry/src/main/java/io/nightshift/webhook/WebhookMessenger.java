package io.nightshift.webhook;

import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Message;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Delivers messages to channels that are webhooks, signed like every call. */
public final class WebhookMessenger implements Messenger {

    private final Webhooks webhooks;
    private final Map<String, String> hookByChannel;

    /** @param hookByChannel the webhook's name by the channel's name in the policy */
    public WebhookMessenger(Webhooks webhooks, Map<String, String> hookByChannel) {
        this.webhooks = webhooks;
        this.hookByChannel = new TreeMap<>(hookByChannel);
    }

    @Override
    public Optional<Problem> tell(Message message, IdempotencyKey key) {
        var hook = hookByChannel.get(message.channel());
        if (hook == null) {
            return Optional.of(Problem.permanent(
                    "UnknownChannel",
                    "no webhook is configured for that channel; known are "
                            + String.join(", ", hookByChannel.keySet())));
        }
        return Webhooks.problem(webhooks.call(
                hook,
                key,
                Json.obj().with("run", key.run()).with("effect", key.effect()).with("message", message.toJson())));
    }
}
