package io.nightshift.aws.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/**
 * An event of an AWS service that tells one thing about one resource: a row of {@link ServiceEvents}. All names are paths in the
 * detail ({@code status-details.status}).
 *
 * @param category of a provider notice; empty for a change of the resource
 * @param kind of the resource, if it is named by an id and not by an ARN
 * @param subject the paths of which the first that is there names the resource; {@code resources} is the first of the
 *     envelope's, and {@code a/b} joins the values of a and b
 * @param change the paths of which the first that is there names the change, else it is the detail-type
 * @param message the paths of which the first that is not blank tells why
 * @param actor the path of who did it
 * @param labels the paths that become labels, named by their last part
 */
record ServiceEvent(
        String name,
        String source,
        Set<String> detailTypes,
        String category,
        String kind,
        List<String> subject,
        List<String> change,
        List<String> message,
        String actor,
        List<String> labels)
        implements EventBridgeFormat {

    static ServiceEvent of(String name, String source, String... detailTypes) {
        return new ServiceEvent(
                name, source, Set.of(detailTypes), "", "", List.of(), List.of(), List.of(), "", List.of());
    }

    ServiceEvent notice(String of) {
        return new ServiceEvent(name, source, detailTypes, of, kind, subject, change, message, actor, labels);
    }

    ServiceEvent about(String ofKind, String... paths) {
        return new ServiceEvent(
                name, source, detailTypes, category, ofKind, List.of(paths), change, message, actor, labels);
    }

    ServiceEvent change(String... paths) {
        return new ServiceEvent(
                name, source, detailTypes, category, kind, subject, List.of(paths), message, actor, labels);
    }

    ServiceEvent says(String... paths) {
        return new ServiceEvent(
                name, source, detailTypes, category, kind, subject, change, List.of(paths), actor, labels);
    }

    ServiceEvent by(String path) {
        return new ServiceEvent(name, source, detailTypes, category, kind, subject, change, message, path, labels);
    }

    ServiceEvent labelled(String... paths) {
        return new ServiceEvent(
                name, source, detailTypes, category, kind, subject, change, message, actor, List.of(paths));
    }

    @Override
    public Decoded decode(EventBridgeEvent event) throws JsonException {
        var detail = event.detail();
        var header = event.header(subject(event), labels(event));
        var state = first(detail, change);
        var named = state.isEmpty() ? event.detailType() : state;
        var told = first(detail, message);
        var text = told.isEmpty() ? event.detailType() + (state.isEmpty() ? "" : ": " + state) : told;
        return Decoded.of(
                category.isEmpty()
                        ? new Signal.ResourceChange(header, named, text, actor.isEmpty() ? "" : value(detail, actor))
                        : new Signal.ProviderNotice(header, named, category, "open", text));
    }

    private Resource subject(EventBridgeEvent event) throws JsonException {
        for (var path : subject) {
            var id = path.equals("resources")
                    ? Fields.firstName(event.resources().at(0))
                    : joined(event.detail(), path);
            if (!id.isEmpty()) {
                return AwsSubjects.named(kind, id, event.origin());
            }
        }
        throw event.detail().at(subject.getFirst()).wrong("the name of the resource");
    }

    private static String joined(View detail, String path) throws JsonException {
        var name = new StringJoiner("/");
        for (var part : path.split("/")) {
            var value = value(detail, part);
            if (value.isEmpty()) {
                return "";
            }
            name.add(value);
        }
        return name.toString();
    }

    private Labels labels(EventBridgeEvent event) throws JsonException {
        var result = new Labels().with("detail-type", event.detailType());
        for (var path : labels) {
            var value = Fields.at(event.detail(), path);
            if (value.isScalar()) {
                result.with(path.substring(path.lastIndexOf('.') + 1), value);
            }
        }
        return result;
    }

    private static String first(View detail, List<String> paths) throws JsonException {
        for (var path : paths) {
            var value = Fields.at(detail, path);
            if (value.isScalar() && !value.text().isBlank()) {
                return Fields.message(value);
            }
        }
        return "";
    }

    private static String value(View detail, String path) throws JsonException {
        return Fields.firstName(Fields.at(detail, path));
    }
}
