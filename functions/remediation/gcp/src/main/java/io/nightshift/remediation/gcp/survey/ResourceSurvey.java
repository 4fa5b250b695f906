package io.nightshift.remediation.gcp.survey;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.View;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.PagedRest;
import io.nightshift.remediation.survey.SurveyReading;
import io.nightshift.remediation.survey.SurveyedResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Managed instance groups, Cloud SQL instances and Cloud Run services.
 *
 * @param things collects them as Cloud Monitoring names them
 */
record ResourceSurvey(
        GcpClients clients, SampleIncident incidents, List<MonitoredThing> things, SurveyReading reading) {

    private static final AlertCondition ANYTHING = AlertCondition.of("", "");

    /** @see <a href="https://cloud.google.com/compute/docs/reference/rest/v1/instanceGroupManagers/aggregatedList">aggregatedList</a> */
    void groups() throws CallFailed {
        var path = "compute/v1/projects/" + incidents.project() + "/aggregated/instanceGroupManagers";
        var parameters = Map.of("maxResults", "500", "returnPartialSuccess", "true");
        for (var page : rest("https://compute.googleapis.com/").pages(path, parameters)) {
            var places = PagedRest.read(
                    page,
                    json -> json.at("items").exists()
                            ? json.at("items").object().members().keySet()
                            : List.<String>of());
            for (var place : places) {
                var managers = page.at("items").at(place).at("instanceGroupManagers");
                for (var manager : PagedRest.read(managers, View::items)) {
                    add(MonitoredThing.group(last(place), text(manager, "name")));
                }
            }
        }
    }

    /** @see <a href="https://cloud.google.com/sql/docs/postgres/admin-api/rest/v1/instances/list">instances.list</a> */
    void databases() throws CallFailed {
        var path = "v1/projects/" + incidents.project() + "/instances";
        for (var instance : rest("https://sqladmin.googleapis.com/").all(path, Map.of("maxResults", "500"), "items")) {
            add(MonitoredThing.sql(incidents.project(), text(instance, "region"), text(instance, "name")));
        }
    }

    /** @see <a href="https://cloud.google.com/run/docs/reference/rest/v2/projects.locations.services/list">services.list</a> */
    void services() throws CallFailed {
        var path = "v2/projects/" + incidents.project() + "/locations/-/services";
        for (var service : rest("https://run.googleapis.com/").all(path, Map.of("pageSize", "100"), "services")) {
            var name = text(service, "name").split("/", -1);
            if (name.length == 6) {
                add(MonitoredThing.run(name[3], name[5]));
            }
        }
    }

    private PagedRest rest(String root) {
        return PagedRest.of(clients, root);
    }

    private static String text(View json, String field) throws CallFailed {
        return PagedRest.read(json, view -> view.at(field).text());
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Named as the decoder names it. */
    private void add(MonitoredThing thing) {
        things.add(thing);
        incidents
                .opens("survey", ANYTHING, Optional.of(thing))
                .ifPresent(signal -> reading.add(SurveyedResource.of(signal.subject())));
    }
}
