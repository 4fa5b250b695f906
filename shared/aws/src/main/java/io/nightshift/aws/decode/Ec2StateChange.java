package io.nightshift.aws.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import java.util.Set;

/**
 * The event of an EC2 instance that entered a state (pending, running, stopping, stopped, shutting-down, terminated).
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-instance-state-changes.html">AWS: state change
 *     events</a>
 */
final class Ec2StateChange implements EventBridgeFormat {

    @Override
    public String name() {
        return "EC2 instance state change";
    }

    @Override
    public String source() {
        return "aws.ec2";
    }

    @Override
    public Set<String> detailTypes() {
        return Set.of("EC2 Instance State-change Notification");
    }

    @Override
    public Decoded decode(EventBridgeEvent event) throws JsonException {
        var state = Fields.name(event.detail().at("state"));
        var header =
                event.header(event.resource(Kinds.EC2_INSTANCE, event.detail().at("instance-id")), new Labels());
        return Decoded.of(new Signal.ResourceChange(header, state, "the instance is " + state, ""));
    }
}
