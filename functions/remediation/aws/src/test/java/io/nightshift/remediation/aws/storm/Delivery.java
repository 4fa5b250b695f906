package io.nightshift.remediation.aws.storm;

import io.nightshift.core.json.Json;
import java.util.List;

/**
 * One invocation: a batch of SQS, or an event that EventBridge sends straight to the function.
 *
 * @param attempt from 1; what failed comes again
 */
record Delivery(List<Message> messages, boolean batch, int attempt) {

    byte[] payload() {
        return batch
                ? Json.obj()
                        .with(
                                "Records",
                                Json.arr(messages.stream().map(Message::record).toList()))
                        .bytes()
                : messages.getFirst().bytes();
    }

    Delivery again(List<Message> failed) {
        return new Delivery(failed, batch, attempt + 1);
    }
}
