package io.nightshift.gcp.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.regex.Pattern;

/**
 * The resource of a finding. A threat names the project as its resource and the instance in its properties. Of Compute Engine
 * the name has the number; the name that people know is the display name.
 *
 * @param resource of the notification; members are in camel case, or in snake case in old findings
 */
record FindingResource(View finding, View resource) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    Resource subject() throws JsonException {
        var full = Fields.firstName(resource.at("name"), finding.at("resourceName"));
        var origin = Origin.gcp(project(full), Monitored.region(Fields.firstName(resource.at("location"))));
        var threatened = new ThreatenedInstance(finding.at("sourceProperties", "properties")).instance(origin);
        if (threatened.isPresent()) {
            return threatened.get();
        }
        var display = Fields.firstName(resource.firstOf("displayName", "display_name"), finding.at("assetDisplayName"));
        return ResourceName.full(full)
                .map(name -> name.isNumbered() && !display.isEmpty() ? name.called(display) : name)
                .map(name -> name.resource(origin))
                .orElseGet(() -> container(full, origin));
    }

    /** Only a project, folder or organisation is left. */
    private static Resource container(String full, Origin origin) {
        if (full.contains("/organizations/") || full.contains("/folders/")) {
            var type = full.contains("/folders/") ? "gcp:folder" : "gcp:organization";
            return new Resource(origin, type, full.substring(full.lastIndexOf('/') + 1));
        }
        var name = origin.account().isEmpty() ? full : origin.account();
        return name.isEmpty()
                ? new Resource(origin, "gcp:finding", "unknown")
                : new Resource(origin, Kinds.GCP_PROJECT, name);
    }

    /** The project's id, which the API takes; its number if nothing tells the id. */
    private String project(String full) throws JsonException {
        var properties = finding.at("sourceProperties");
        var id = Fields.firstName(
                resource.firstOf("projectDisplayName", "project_display_name"),
                resource.at("gcpMetadata", "projectDisplayName"),
                properties.at("ProjectId"),
                properties.at("properties", "project_id"),
                properties.at("properties", "projectId"),
                properties.at("properties", "network", "project"));
        if (!id.isEmpty()) {
            return id;
        }
        int at = full.indexOf("/projects/");
        var rest = at < 0 ? "" : full.substring(at + "/projects/".length());
        var project = rest.contains("/") ? rest.substring(0, rest.indexOf('/')) : rest;
        var evidence = Fields.firstName(properties.at("evidence").at(0).at("sourceLogId", "projectId"));
        return NUMBER.matcher(project).matches() && !evidence.isEmpty() ? evidence : project;
    }
}
