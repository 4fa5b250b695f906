package io.nightshift.promotion.neutral.prometheus;

import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.NearestName;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.prometheus.PromQlText;
import io.nightshift.prometheus.Prometheus;
import io.nightshift.prometheus.Prometheus.Result;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.web.HttpSession;
import java.time.InstantSource;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Answers {@link PromotionQueries#ALARMS} for alarms of the source {@code prometheus}: an alarm fires if an alerting rule with its
 * name fires, with any labels. A pending alert does not fire. A rule that Prometheus does not have is an error, not a quiet
 * alarm.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/">Prometheus: the series ALERTS</a>
 */
public record AlertObserver(Prometheus prometheus, InstantSource clock) implements Observer {

    @Override
    public boolean observes(Query query) {
        if (!query.name().equals(PromotionQueries.ALARMS)) {
            return false;
        }
        try {
            var alarms = View.of(query.with()).at("alarms").items();
            return !alarms.isEmpty()
                    && alarms.stream().allMatch(alarm -> Fields.says(alarm.at("source"), PrometheusQueries.SOURCE));
        } catch (JsonException e) {
            return false;
        }
    }

    @Override
    public Observed observe(Query query) {
        try {
            var names = new TreeSet<String>();
            for (var alarm : View.of(query.with()).at("alarms").items()) {
                names.add(alarm.at("name").nonBlank());
            }
            return look(names);
        } catch (JsonException e) {
            return new Observed.NotSeen(Problem.permanent("BadQuery", "the alarms cannot be read: " + e.getMessage()));
        }
    }

    private Observed look(TreeSet<String> names) {
        var session = prometheus.web().session();
        var firing = new TreeSet<String>();
        for (var name : names) {
            switch (prometheus.seriesOf(session, firing(name), clock.instant())) {
                case Result.Values(var series) -> {
                    if (series.getFirst() > 0) {
                        firing.add(name);
                    }
                }
                case Result.Wrong(var why) -> {
                    return new Observed.NotSeen(Problem.permanent("BadAlarm", "alarm " + name + ": " + why));
                }
                case Result.Missed(var problem) -> {
                    return new Observed.NotSeen(problem.about("alarm " + name));
                }
            }
        }
        names.removeAll(firing);
        return missing(session, names).<Observed>map(Observed.NotSeen::new).orElseGet(() -> seen(firing));
    }

    private static Observed seen(TreeSet<String> firing) {
        return new Observed.Seen(
                firing.isEmpty() ? Health.WELL : Health.UNWELL, Json.obj().with("firing", Json.strings(firing)));
    }

    private static String firing(String name) {
        return "ALERTS{alertname=\"" + PromQlText.escaped(name) + "\",alertstate=\"firing\"}";
    }

    /** A missing rule never fires; if a server does not list its rules, nothing is known about them. */
    private Optional<Problem> missing(HttpSession session, TreeSet<String> quiet) {
        if (quiet.isEmpty()) {
            return Optional.empty();
        }
        var known = prometheus.alertingRules(session);
        quiet.removeAll(known);
        return known.isEmpty() || quiet.isEmpty()
                ? Optional.empty()
                : Optional.of(Problem.permanent(
                        "NoSuchAlarm",
                        "Prometheus has no alerting rule " + NearestName.quote(quiet.first())
                                + NearestName.hint(quiet.first(), known)));
    }
}
