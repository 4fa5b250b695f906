package io.nightshift.remediation.aws.storm;

import io.nightshift.core.json.Json;
import java.util.List;

/**
 * One invocation: a batch of SQS, or an event that EventBridge sends straight to the function.
 *
 * @param attempt from 1; what failed comes again
 */
record StormDelivery(List<StormMessage> messages, boolean batch, int attempt) {

    byte[] payload() {
        return batch
                ? Json.obj()
                        .with(
                                "Records",
                                Json.arr(messages.stream()
                                        .map(StormMessage::record)
                                        .toList()))
                        .bytes()
                : messages.getFirst().bytes();
    }

    StormDelivery again(List<StormMessage> failed) {
        return new StormDelivery(failed, batch, attempt + 1);
    }
}
