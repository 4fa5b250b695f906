package io.nightshift.aws.decode;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.signal.Decoded;
import java.util.Set;

/** An invocation record on EventBridge, where Lambda's source is {@code lambda} instead of {@code aws.lambda}. */
final class LambdaDestinationEvent implements EventBridgeFormat {

    @Override
    public String name() {
        return "Lambda destination on EventBridge";
    }

    @Override
    public String source() {
        return "lambda";
    }

    @Override
    public Set<String> detailTypes() {
        return Set.of("Lambda Function Invocation Result - Success", "Lambda Function Invocation Result - Failure");
    }

    @Override
    public Decoded decode(EventBridgeEvent event) throws JsonException {
        return InvocationRecord.decode(event.detail());
    }
}
