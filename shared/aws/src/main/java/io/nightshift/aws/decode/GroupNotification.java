package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Format;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.util.Map;

/**
 * What an Auto Scaling group sends straight to SNS or SQS: a launch or termination, a lifecycle hook, or the test message when
 * either is set up. Hooks name no region; it is then that of the topic or queue. The lifecycle action's token is left out, as on
 * EventBridge.
 *
 * @see <a href="https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-sns-notifications.html">AWS: SNS
 *     notifications</a>
 */
final class GroupNotification implements Format {

    private static final String PREFIX = "autoscaling:";

    @Override
    public String name() {
        return "Auto Scaling notification";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return payload.at("AutoScalingGroupName").isString() && change(payload).isString();
    }

    private static View change(View payload) {
        return payload.firstOf("LifecycleTransition", "Event");
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        var whole = Fields.name(change(payload));
        var change = whole.startsWith(PREFIX) ? whole.substring(PREFIX.length()) : whole;
        if (change.equals("TEST_NOTIFICATION")) {
            return Decoded.ignored("a test notification of Auto Scaling: the topic or queue is reached");
        }
        var subject = subject(payload, headers);
        var labels = new Labels()
                .with(payload, "EC2InstanceId", "LifecycleHookName", "Origin", "Destination", "StatusCode")
                .with(payload, "ActivityId", "Progress")
                .with("AvailabilityZone", payload.at("Details", "Availability Zone"));
        var id = subject.name() + "#" + change + "#" + Fields.firstName(payload.at("EC2InstanceId")) + "#"
                + Fields.name(payload.at("RequestId"));
        var header = new Signal.Header(
                new SignalId(id),
                "aws.autoscaling",
                ProviderTimes.time(payload.firstOf("Time", "EndTime")),
                subject,
                labels.all());
        return Decoded.of(new Signal.ResourceChange(header, change, AutoScalingEvent.message(payload), ""));
    }

    private static Resource subject(View payload, Map<String, String> headers) throws JsonException {
        var carrier = EnvelopeHeaders.origin(headers);
        var arn = Arn.parse(Fields.firstName(payload.at("AutoScalingGroupARN")));
        var account = Fields.firstName(payload.at("AccountId"));
        var origin = Origin.aws(
                account.isEmpty() ? arn.map(Arn::account).orElse(carrier.account()) : account,
                arn.map(Arn::region).orElse(carrier.region()));
        return new Resource(
                EnvelopeHeaders.known(origin, payload.at("AccountId")),
                Kinds.AUTO_SCALING_GROUP,
                Fields.name(payload.at("AutoScalingGroupName")));
    }
}
