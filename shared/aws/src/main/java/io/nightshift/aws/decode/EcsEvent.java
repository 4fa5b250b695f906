package io.nightshift.aws.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import java.util.Set;

/**
 * An event of an ECS service or its deployment ({@code SERVICE_DEPLOYMENT_FAILED}, {@code SERVICE_STEADY_STATE}).
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_cwe_events.html">AWS: ECS events</a>
 */
final class EcsEvent implements EventBridgeFormat {

    @Override
    public String name() {
        return "ECS service event";
    }

    @Override
    public String source() {
        return "aws.ecs";
    }

    @Override
    public Set<String> detailTypes() {
        return Set.of("ECS Service Action", "ECS Deployment State Change");
    }

    @Override
    public Decoded decode(EventBridgeEvent event) throws JsonException {
        var detail = event.detail();
        var labels = new Labels().with(detail, "eventType", "deploymentId");
        var time = ProviderTimes.timeOr(detail.firstOf("updatedAt", "createdAt"), event.time());
        return Decoded.of(new Signal.ResourceChange(
                event.header(event.id(), time, subject(event), labels),
                Fields.name(detail.at("eventName")),
                Fields.message(detail.at("reason")),
                ""));
    }

    private static Resource subject(EventBridgeEvent event) throws JsonException {
        var first = event.resources().at(0);
        var arn = Arn.of(first).in(event.origin().account(), first, "$.account");
        var cluster = event.detail().at("clusterArn");
        if (arn.type().equals("service") && !arn.name().contains("/") && cluster.exists()) {
            var origin = Origin.aws(arn.account(), arn.region());
            return new Resource(origin, Kinds.ECS_SERVICE, Arn.of(cluster).name() + "/" + arn.name());
        }
        return AwsSubjects.of(arn, event.origin());
    }
}
