package io.nightshift.aws.decode;

import static java.util.Map.entry;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import java.util.Map;
import java.util.Set;

/**
 * An event of an Auto Scaling group: what it did or waits to do. The change has the name that Auto Scaling uses in its
 * notifications, which is the same for all carriers. Delivery is best effort. The lifecycle action's token is left out: it
 * acts like a permission, and the instance's id completes the action as well.
 *
 * @see <a href="https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-event-reference.html">AWS: event
 *     reference</a>
 */
final class AutoScalingEvent implements EventBridgeFormat {

    private static final String REFRESH = "EC2 Auto Scaling Instance Refresh ";

    private static final Map<String, String> CHANGES = Map.ofEntries(
            entry("EC2 Instance-launch Lifecycle Action", "EC2_INSTANCE_LAUNCHING"),
            entry("EC2 Instance-terminate Lifecycle Action", "EC2_INSTANCE_TERMINATING"),
            entry("EC2 Instance Launch Successful", "EC2_INSTANCE_LAUNCH"),
            entry("EC2 Instance Launch Unsuccessful", "EC2_INSTANCE_LAUNCH_ERROR"),
            entry("EC2 Instance Terminate Successful", "EC2_INSTANCE_TERMINATE"),
            entry("EC2 Instance Terminate Unsuccessful", "EC2_INSTANCE_TERMINATE_ERROR"),
            entry(REFRESH + "Started", "INSTANCE_REFRESH_STARTED"),
            entry(REFRESH + "Checkpoint Reached", "INSTANCE_REFRESH_CHECKPOINT_REACHED"),
            entry(REFRESH + "Succeeded", "INSTANCE_REFRESH_SUCCEEDED"),
            entry(REFRESH + "Failed", "INSTANCE_REFRESH_FAILED"),
            entry(REFRESH + "Cancelled", "INSTANCE_REFRESH_CANCELLED"),
            entry(REFRESH + "Rollback Started", "INSTANCE_REFRESH_ROLLBACK_STARTED"),
            entry(REFRESH + "Rollback Succeeded", "INSTANCE_REFRESH_ROLLBACK_SUCCEEDED"),
            entry(REFRESH + "Rollback Failed", "INSTANCE_REFRESH_ROLLBACK_FAILED"));

    @Override
    public String name() {
        return "Auto Scaling event";
    }

    @Override
    public String source() {
        return "aws.autoscaling";
    }

    @Override
    public Set<String> detailTypes() {
        return CHANGES.keySet();
    }

    @Override
    public Decoded decode(EventBridgeEvent event) throws JsonException {
        var detail = event.detail();
        var labels = new Labels()
                .with(detail, "EC2InstanceId", "LifecycleHookName", "Origin", "Destination", "StatusCode")
                .with(detail, "ActivityId", "InstanceRefreshId")
                .with("AvailabilityZone", detail.at("Details", "Availability Zone"));
        var subject = event.resource(Kinds.AUTO_SCALING_GROUP, detail.at("AutoScalingGroupName"));
        var change = CHANGES.getOrDefault(event.detailType(), event.detailType());
        return Decoded.of(new Signal.ResourceChange(event.header(subject, labels), change, message(detail), ""));
    }

    /** Why it failed, else why it happened; some of the events contain neither. */
    static String message(View detail) throws JsonException {
        for (var name : new String[] {"StatusMessage", "Cause", "Description"}) {
            var text = Fields.message(detail.at(name));
            if (!text.isBlank()) {
                return text;
            }
        }
        return "";
    }
}
