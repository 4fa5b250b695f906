package io.nightshift.promotion.aws.cloudwatch;

import io.nightshift.aws.AwsCalls;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;

/**
 * The states of alarms, metric and composite, by their names. An alarm without data is not firing. An alarm that does not
 * exist makes the query fail, because the policy relies on it.
 */
record CloudWatchAlarms(CloudWatchClient cloudWatch) {

    /** The maximum number of names in one call. */
    private static final int MOST = 100;

    Observed look(View with) throws CallFailed, JsonException {
        var names = new TreeSet<String>();
        for (var alarm : with.at("alarms").items()) {
            names.add(alarm.at("name").nonBlank());
        }
        if (names.size() > MOST) {
            throw with.at("alarms").wrong("at most " + MOST + " alarms");
        }
        var states = AwsCalls.read(() -> states(List.copyOf(names)));
        names.removeAll(states.keySet());
        if (!names.isEmpty()) {
            throw AwsCalls.refused("NotFound", "CloudWatch has no alarm of the name " + String.join(", ", names));
        }
        return seen(in(states, "ALARM"), in(states, "INSUFFICIENT_DATA"));
    }

    /** Without the types, CloudWatch returns only metric alarms. */
    private Map<String, String> states(List<String> names) {
        var states = new TreeMap<String, String>();
        var pages = cloudWatch.describeAlarmsPaginator(
                request -> request.alarmNames(names).alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM));
        for (var page : pages) {
            page.metricAlarms().forEach(alarm -> states.put(alarm.alarmName(), alarm.stateValueAsString()));
            page.compositeAlarms().forEach(alarm -> states.put(alarm.alarmName(), alarm.stateValueAsString()));
        }
        return states;
    }

    private static List<String> in(Map<String, String> states, String state) {
        var names = new ArrayList<String>();
        states.forEach((name, found) -> {
            if (found.equals(state)) {
                names.add(name);
            }
        });
        return names;
    }

    private static Observed seen(List<String> firing, List<String> blind) {
        return new Observed.Seen(
                firing.isEmpty() ? Health.WELL : Health.UNWELL,
                Json.obj().with("firing", Json.strings(firing)).with("withoutData", Json.strings(blind)));
    }
}
