package io.nightshift.aws.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import java.util.Set;

/**
 * A state change of an ECS task or container instance. The subject of a task is the service that it belongs to, because a service
 * replaces its tasks; a task of no service is its own subject.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_cwe_events.html">AWS: ECS events</a>
 */
record EcsTaskEvent(String name, String detailType, String member, String kind) implements EventBridgeFormat {

    static final EcsTaskEvent TASK = new EcsTaskEvent("ECS task", "ECS Task State Change", "taskArn", Kinds.ECS_TASK);
    static final EcsTaskEvent CONTAINER_INSTANCE = new EcsTaskEvent(
            "ECS container instance",
            "ECS Container Instance State Change",
            "containerInstanceArn",
            Kinds.ECS_CONTAINER_INSTANCE);

    private static final String OF_SERVICE = "service:";

    @Override
    public String source() {
        return "aws.ecs";
    }

    @Override
    public Set<String> detailTypes() {
        return Set.of(detailType);
    }

    @Override
    public Decoded decode(EventBridgeEvent event) throws JsonException {
        var detail = event.detail();
        var labels = new Labels()
                .with(detail, "stopCode", "desiredStatus", "launchType", "group", "taskDefinitionArn", "taskArn")
                .with(detail, "containerInstanceArn", "ec2InstanceId", "agentConnected", "availabilityZone")
                .with("exitCode", failed(detail).at("exitCode"));
        var header = event.header(
                event.id(), ProviderTimes.timeOr(detail.at("updatedAt"), event.time()), subject(event), labels);
        var state = Fields.name(detail.firstOf("lastStatus", "status"));
        return Decoded.of(new Signal.ResourceChange(header, state, reason(detail), ""));
    }

    private static String reason(View detail) throws JsonException {
        var stopped = Fields.message(detail.firstOf("stoppedReason", "statusReason"));
        var container = Fields.message(failed(detail).at("reason"));
        return stopped.isEmpty() || container.isEmpty() ? stopped + container : stopped + ": " + container;
    }

    /** The first container that ended with an error, or told why it ended. */
    private static View failed(View detail) throws JsonException {
        for (var container : detail.at("containers").items()) {
            if (container.at("reason").isString()
                    || !container.at("exitCode").textOr("0").equals("0")) {
                return container;
            }
        }
        return detail.at("containers").at(0).at("none");
    }

    private Resource subject(EventBridgeEvent event) throws JsonException {
        var detail = event.detail();
        var place = detail.at("clusterArn");
        var cluster =
                Arn.of(place).in(event.origin().account(), place, "$.account").name();
        var group = Fields.nameOrEmpty(detail.at("group"));
        if (group.startsWith(OF_SERVICE) && group.length() > OF_SERVICE.length()) {
            return new Resource(
                    event.origin(), Kinds.ECS_SERVICE, cluster + "/" + group.substring(OF_SERVICE.length()));
        }
        var name = Arn.of(detail.at(member)).name();
        return new Resource(event.origin(), kind, name.contains("/") ? name : cluster + "/" + name);
    }
}
