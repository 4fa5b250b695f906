package io.nightshift.remediation.gcp.survey;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.gcp.PagedRest;
import io.nightshift.remediation.survey.SurveyReading;
import io.nightshift.remediation.survey.SurveyedAlarm;
import io.nightshift.remediation.survey.SurveyedResource;
import io.nightshift.remediation.survey.Unread;
import io.nightshift.remediation.survey.WatchedMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Alerting policies and uptime checks.
 *
 * @param things what the policies can be about
 */
record PolicySurvey(
        PagedRest monitoring,
        SampleIncident incidents,
        List<MonitoredThing> things,
        List<String> checks,
        SurveyReading reading) {

    static final String ROOT = "https://monitoring.googleapis.com/";

    void readChecks() throws CallFailed {
        for (var check : monitoring.all(path("uptimeCheckConfigs"), Map.of("pageSize", "100"), "uptimeCheckConfigs")) {
            var name = PagedRest.read(check, json -> json.at("name").text());
            var id = name.substring(name.lastIndexOf('/') + 1);
            checks.add(id);
            reading.add(SurveyedResource.of(check(id)));
        }
    }

    private Resource check(String id) {
        return new Resource(Origin.gcp(incidents.project(), ""), SurveyedResource.UPTIME_CHECK, id);
    }

    /** Disabled policies fire never: they count as none. */
    void readPolicies() throws CallFailed {
        for (var policy : monitoring.all(path("alertPolicies"), Map.of("pageSize", "500"), "alertPolicies")) {
            if (PagedRest.read(policy, json -> json.at("enabled").boolOr(true))) {
                add(PagedRest.read(policy, json -> json.at("displayName").text()), conditions(policy));
            }
        }
    }

    private static List<AlertCondition> conditions(View policy) throws CallFailed {
        return PagedRest.read(policy, PolicySurvey::read);
    }

    private static List<AlertCondition> read(View policy) throws JsonException {
        var conditions = new ArrayList<AlertCondition>();
        for (var condition : policy.at("conditions").items()) {
            conditions.add(AlertCondition.of(condition));
        }
        return conditions;
    }

    /** The first condition stands for the policy; every one of them watches. */
    private void add(String name, List<AlertCondition> conditions) {
        var first = conditions.stream().findFirst().orElseGet(() -> AlertCondition.of("", ""));
        var signal = incidents.opens(name, first, thing(first));
        if (signal.isEmpty()) {
            reading.unread(Unread.ALARMS + " (one of them)", "its notification could not be read");
            return;
        }
        var watches = conditions.stream()
                .flatMap(condition -> watches(name, condition))
                .toList();
        reading.add(SurveyedAlarm.read(signal.get(), watches));
    }

    private Optional<MonitoredThing> thing(AlertCondition condition) {
        return condition.type().isEmpty()
                ? Optional.empty()
                : Optional.of(things.stream()
                        .filter(one -> one.isIn(condition))
                        .findFirst()
                        .orElseGet(() -> MonitoredThing.of(condition, incidents.project())));
    }

    private Stream<WatchedMetric> watches(String name, AlertCondition condition) {
        if (condition.metric().equals(SurveyedResource.UPTIME_METRIC)) {
            return checks.stream()
                    .filter(id ->
                            condition.check().isEmpty() || condition.check().equals(id))
                    .map(id -> new WatchedMetric(check(id), condition.metric()));
        }
        return things.stream()
                .filter(one -> one.isIn(condition))
                .flatMap(one -> incidents.opens(name, condition, Optional.of(one)).stream())
                .map(signal -> new WatchedMetric(signal.subject(), condition.metric()));
    }

    private String path(String list) {
        return "v3/projects/" + incidents.project() + "/" + list;
    }
}
