package io.nightshift.aws.decode;

import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import java.util.Optional;

/**
 * One message of an SQS batch and the result of decoding its body.
 *
 * @param messageId for {@code batchItemFailures}; empty if the record has none, and then only the whole batch can be returned
 *     to the queue
 * @param record the whole record, for attributes such as {@code ApproximateReceiveCount}
 * @param body the message itself, if it is JSON
 * @param decoded with places that begin at the batch ({@code $.Records[3].body})
 */
public record SqsMessage(String messageId, View record, Optional<View> body, Decoded decoded) {}
