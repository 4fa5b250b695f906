package io.nightshift.gcp.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Format;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.util.List;
import java.util.Map;

/**
 * A notification of Cloud Deploy, which is in the attributes of the message alone: what happened to a rollout, release or other
 * resource of a delivery pipeline.
 *
 * @see <a href="https://cloud.google.com/deploy/docs/subscribe-deploy-notifications">Google Cloud: notifications</a>
 */
final class DeployNotification implements Format {

    @Override
    public String name() {
        return "Cloud Deploy notification";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return MessageAttributes.of(headers).has("Action", "ResourceType", "Resource");
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        var attributes = MessageAttributes.of(headers);
        var path = attributes.name("Resource");
        var action = attributes.name("Action");
        var published = attributes.published();
        var labels = new Labels().with("resource", path);
        for (var name : List.of("ResourceType", "Rollout", "ReleaseId", "RolloutId", "TargetId", "PhaseId", "JobId")) {
            labels.with(name, attributes.name(name));
        }
        var header = new Signal.Header(
                new SignalId(path + "#" + action + "@" + published),
                "gcp.clouddeploy",
                published,
                pipeline(path),
                labels.all());
        var message = attributes.name("ResourceType") + " " + path + ": " + action;
        return Decoded.of(new Signal.ResourceChange(header, action, message, ""));
    }

    /** The pipeline of a release or rollout, whose names are inside of its own. */
    private static Resource pipeline(String path) throws JsonException {
        var name = ResourceName.of("clouddeploy", path)
                .orElseThrow(() -> new JsonException("the attribute Resource is not the name of a resource"));
        var first = name.steps().getFirst();
        var outer = new ResourceName(name.service(), name.project(), name.place(), List.of(first));
        var kind = first.collection().equals("deliveryPipelines") ? Kinds.DELIVERY_PIPELINE : outer.kind();
        var resource = outer.resource(Origin.gcp("", ""));
        return new Resource(resource.origin(), kind, resource.name());
    }
}
