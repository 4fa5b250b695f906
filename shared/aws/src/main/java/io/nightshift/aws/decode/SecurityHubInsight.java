package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import java.util.ArrayList;
import java.util.Set;

/**
 * The results of a Security Hub insight that a person sent by a custom action: one finding for each result. What a result names
 * depends on the attribute by which the insight groups.
 *
 * @see <a href="https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-formats.html">AWS: event
 *     formats</a>
 */
final class SecurityHubInsight implements EventBridgeFormat {

    @Override
    public String name() {
        return "Security Hub insight";
    }

    @Override
    public String source() {
        return "aws.securityhub";
    }

    @Override
    public Set<String> detailTypes() {
        return Set.of("Security Hub Insight Results");
    }

    @Override
    public Decoded decode(EventBridgeEvent event) throws JsonException {
        var results = event.detail().at("insightResults").items();
        return results.isEmpty()
                ? Decoded.ignored("Security Hub insight: it has no results")
                : Decoders.each(results, result -> results(event, result));
    }

    private static Decoded results(EventBridgeEvent event, View result) throws JsonException {
        var signals = new ArrayList<Decoded>();
        for (var named : Fields.names(result).entrySet()) {
            signals.add(Decoded.of(signal(event, named.getKey(), named.getValue())));
        }
        return signals.isEmpty() ? Decoded.ignored("Security Hub insight: a result is empty") : Decoded.all(signals);
    }

    private static Signal signal(EventBridgeEvent event, String value, String count) throws JsonException {
        var detail = event.detail();
        var type = Fields.name(detail.at("resultType"));
        var labels = SecurityHubFindings.action(event)
                .with("insightArn", detail.at("insightArn"))
                .with("resultType", type)
                .with("result", value)
                .with("count", count);
        var insight = Fields.name(detail.at("insightName"));
        var header = event.header(event.id() + "#" + value, event.time(), subject(type, value, event), labels);
        return new Signal.Finding(header, insight, insight + ": " + count + " findings", "", true);
    }

    private static Resource subject(String type, String value, EventBridgeEvent event) throws JsonException {
        var origin = event.origin();
        if (Arn.parse(value).isPresent() || type.equals("ResourceId")) {
            return AwsSubjects.of("aws:resource", value, origin);
        }
        return switch (type) {
            case "AwsAccountId" -> new Resource(Origin.aws(value, origin.region()), Kinds.AWS_ACCOUNT, value);
            case "ResourceAwsIamAccessKeyUserName",
                    "ResourceAwsIamAccessKeyPrincipalName",
                    "ResourceAwsIamUserUserName" -> new Resource(origin, Kinds.IAM_USER, value);
            case "ResourceAwsEc2InstanceImageId" -> new Resource(origin, Kinds.EC2_IMAGE, value);
            case "ResourceAwsEc2InstanceVpcId" -> new Resource(origin, Kinds.EC2_VPC, value);
            case "ResourceAwsEc2InstanceSubnetId" -> new Resource(origin, Kinds.EC2_SUBNET, value);
            default ->
                new Resource(
                        origin,
                        "securityhub:insight",
                        Fields.name(event.detail().at("insightName")));
        };
    }
}
