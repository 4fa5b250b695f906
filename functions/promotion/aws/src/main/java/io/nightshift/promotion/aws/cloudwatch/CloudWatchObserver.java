package io.nightshift.promotion.aws.cloudwatch;

import io.nightshift.aws.AwsRegions;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.promotion.PromotionQueries;
import org.jspecify.annotations.Nullable;

/** Answers queries about alarms and metrics of the source {@code cloudwatch}, in the target's account and region. */
public final class CloudWatchObserver implements Observer {

    public static final String SOURCE = "cloudwatch";

    private final AwsRegions regions;

    public CloudWatchObserver(AwsRegions regions) {
        this.regions = regions;
    }

    @Override
    public boolean observes(Query query) {
        return query.subject().origin().cloud() == Cloud.AWS
                && switch (query.name()) {
                    case PromotionQueries.ALARMS -> allOurs(query.with().get("alarms"));
                    case PromotionQueries.ANALYSIS -> allOurs(query.with().get("metrics"));
                    default -> false;
                };
    }

    private static boolean allOurs(@Nullable Json list) {
        return list instanceof Json.Arr(var items)
                && !items.isEmpty()
                && items.stream()
                        .allMatch(item -> item instanceof Json.Obj object
                                && Json.of(SOURCE).equals(object.get("source")));
    }

    @Override
    public Observed observe(Query query) {
        try {
            var cloudWatch = regions.of(query.subject()).cloudWatch();
            var with = View.of(query.with());
            return query.name().equals(PromotionQueries.ALARMS)
                    ? new CloudWatchAlarms(cloudWatch).look(with)
                    : new CloudWatchSeries(cloudWatch).look(with);
        } catch (CallFailed e) {
            return new Observed.NotSeen(e.problem());
        } catch (JsonException e) {
            return new Observed.NotSeen(Problem.permanent("BadQuery", e.getMessage()));
        }
    }
}
