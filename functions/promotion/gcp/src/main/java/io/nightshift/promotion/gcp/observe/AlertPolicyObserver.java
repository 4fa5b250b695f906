package io.nightshift.promotion.gcp.observe;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.PagedRest;
import io.nightshift.promotion.PromotionQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reports whether alerting policies of Cloud Monitoring are quiet, which means that none of them has an open alert. A policy
 * is named by its display name, in the project of the target, or as {@code projects/PROJECT/alertPolicies/ID}. A policy that
 * does not exist, or is disabled, does not count as quiet: it would never fire.
 *
 * @see <a href="https://cloud.google.com/monitoring/api/ref_v3/rest/v3/projects.alerts">Cloud Monitoring: alerts</a>
 */
public final class AlertPolicyObserver implements Observer {

    public static final List<String> PERMISSIONS =
            List.of("monitoring.alertPolicies.get", "monitoring.alertPolicies.list", "monitoring.alerts.list");

    private static final Set<String> SOURCES = Set.of("cloud-monitoring", "gcp.monitoring");
    static final Pattern RESOURCE =
            Pattern.compile("projects/(?<project>[a-z0-9][-a-z0-9.:]{0,98})/alertPolicies/(?<id>[0-9]{1,30})");

    private final QueryProject projects;
    private final PagedRest lists;

    public AlertPolicyObserver(QueryProject projects, GcpClients clients) {
        this.projects = projects;
        this.lists = PagedRest.of(clients, "https://monitoring.googleapis.com/");
    }

    @Override
    public boolean observes(Query query) {
        try {
            var alarms = View.of(query.with()).at("alarms").items();
            for (var alarm : alarms) {
                if (!SOURCES.contains(alarm.at("source").textOr(""))) {
                    return false;
                }
            }
            return query.name().equals(PromotionQueries.ALARMS) && !alarms.isEmpty();
        } catch (JsonException e) {
            return false;
        }
    }

    /** An alerting policy. */
    private record Policy(String project, String id, String name) {}

    @Override
    public Observed observe(Query query) {
        try {
            var firing = new TreeSet<String>();
            for (var alarm : View.of(query.with()).at("alarms").items()) {
                var name = alarm.at("name").nonBlank();
                for (var policy : policies(projects.of(query), name)) {
                    if (isOpen(policy)) {
                        firing.add(name);
                    }
                }
            }
            return new Observed.Seen(
                    firing.isEmpty() ? Health.WELL : Health.UNWELL, Json.obj().with("firing", Json.strings(firing)));
        } catch (CallFailed e) {
            return new Observed.NotSeen(e.problem());
        } catch (JsonException e) {
            return new Observed.NotSeen(Problem.permanent("BadQuery", e.getMessage()));
        }
    }

    private List<Policy> policies(String home, String name) throws CallFailed {
        var resource = RESOURCE.matcher(name);
        var found = resource.matches()
                ? List.of(View.of(lists.get("v3/" + projects.checked(resource.group("project"), name), Map.of())))
                : lists.all(
                        "v3/projects/" + home + "/alertPolicies",
                        Map.of("filter", "display_name=" + quoted(name), "pageSize", "100"),
                        "alertPolicies");
        var policies = new ArrayList<Policy>();
        for (var policy : found) {
            if (PagedRest.read(policy, view -> view.at("enabled").boolOr(true))) {
                var full = PagedRest.read(policy, view -> view.at("name").nonBlank());
                var project = resource.matches() ? resource.group("project") : home;
                policies.add(new Policy(project, full.substring(full.lastIndexOf('/') + 1), name));
            }
        }
        if (policies.isEmpty()) {
            throw new CallFailed(Problem.permanent(
                    "NoSuchAlarm",
                    "there is no enabled alerting policy " + quoted(name) + " in project " + home
                            + (found.isEmpty() ? "" : ": it is disabled")));
        }
        return policies;
    }

    /**
     * The alerts identify their policy by the number of the project or by its id: the policy's own id is the same in both.
     */
    private boolean isOpen(Policy policy) throws CallFailed {
        var open = lists.all(
                "v3/projects/" + policy.project() + "/alerts",
                Map.of("filter", "state=\"OPEN\"", "pageSize", "1000"),
                "alerts");
        for (var alert : open) {
            boolean its = PagedRest.read(
                    alert,
                    view -> view.at("state").textOr("").equals("OPEN")
                            && view.at("policy", "name").textOr("").endsWith("/" + policy.id()));
            if (its) {
                return true;
            }
        }
        return false;
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
