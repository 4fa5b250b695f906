package io.nightshift.aws.decode;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.signal.Decoded;
import java.util.Set;

/**
 * A CloudTrail record on EventBridge. The sender is the service that was called ({@code aws.ec2}), so any source of AWS is
 * trusted.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-service-cloudtrail.html">AWS: events by
 *     CloudTrail</a>
 */
final class TrailEvent implements EventBridgeFormat {

    @Override
    public String name() {
        return "CloudTrail event";
    }

    @Override
    public String source() {
        return "aws.SERVICE";
    }

    @Override
    public boolean trusts(String sender) {
        return sender.startsWith("aws.");
    }

    @Override
    public Set<String> detailTypes() {
        return Set.of(
                "AWS API Call via CloudTrail",
                "AWS Console Sign In via CloudTrail",
                "AWS Service Event via CloudTrail",
                "AWS Console Action via CloudTrail");
    }

    @Override
    public Decoded decode(EventBridgeEvent event) throws JsonException {
        return TrailRecord.of(event).signals();
    }
}
