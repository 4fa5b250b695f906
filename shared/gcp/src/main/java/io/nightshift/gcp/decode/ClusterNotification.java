package io.nightshift.gcp.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Format;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.decode.Links;
import io.nightshift.core.json.Json;
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
 * A notification of a GKE cluster: an upgrade that begins or is available, a security bulletin. The event is in the attributes, the
 * data is a sentence about it. The project is a number.
 *
 * @see <a href="https://cloud.google.com/kubernetes-engine/docs/concepts/cluster-notifications">Google Cloud: cluster
 *     notifications</a>
 */
final class ClusterNotification implements Format {

    @Override
    public String name() {
        return "GKE cluster notification";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return MessageAttributes.of(headers).has("type_url", "payload", "cluster_name");
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        var attributes = MessageAttributes.of(headers);
        var type = attributes.name("type_url");
        var name = type.substring(type.lastIndexOf('.') + 1);
        var event = View.of(Json.parse(attributes.at("payload").text()));
        var place = attributes.name("cluster_location");
        var cluster = Fields.name(attributes.at("cluster_name"));
        var origin = Origin.gcp(attributes.name("project_id"), Monitored.region(place));
        var subject = new Resource(origin, Kinds.GKE_CLUSTER, place.isEmpty() ? cluster : place + "/" + cluster);
        var published = attributes.published();
        var links = new Links();
        var brief = event.firstOf("bulletinUri", "releaseNotesUri");
        var header = new Signal.Header(
                new SignalId(subject + "#" + name + "@" + published),
                "gcp.gke",
                published,
                subject,
                new Labels().withScalars(event).all(),
                links.with(brief).all());
        return Decoded.of(new Signal.ProviderNotice(
                header, name, "gke", "open", PubSubMessage.text(payload, event.at("briefDescription"))));
    }
}
