package io.nightshift.aws.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Signal;
import java.util.Set;

/**
 * RDS and Aurora events on EventBridge. Neptune and DocumentDB use the same source.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-cloudwatch-events.sample.html">AWS: overview of
 *     RDS events</a>
 */
final class RdsEvent implements EventBridgeFormat {

    @Override
    public String name() {
        return "RDS event";
    }

    @Override
    public String source() {
        return "aws.rds";
    }

    @Override
    public Set<String> detailTypes() {
        return Set.of(
                "RDS DB Instance Event",
                "RDS DB Cluster Event",
                "RDS DB Snapshot Event",
                "RDS DB Cluster Snapshot Event",
                "RDS DB Parameter Group Event",
                "RDS DB Security Group Event",
                "RDS DB Proxy Event",
                "RDS Blue Green Deployment Event");
    }

    @Override
    public Decoded decode(EventBridgeEvent event) throws JsonException {
        var detail = event.detail();
        var subject = RdsChange.subject(detail.at("SourceType"), detail.at("SourceIdentifier"), event.origin());
        var time = ProviderTimes.timeOr(detail.at("Date"), event.time());
        var message = Fields.message(detail.at("Message"));
        var labels = RdsChange.labels(detail.at("Tags")).with("EventCategories", categories(detail));
        var code = Fields.nameOrEmpty(detail.at("EventID"));
        if (code.isEmpty()) {
            // Events from before 2021 have no number; then only the envelope's id distinguishes them.
            var header = event.header(event.id(), time, subject, labels);
            return Decoded.of(new Signal.ResourceChange(header, event.detailType(), message, ""));
        }
        return Decoded.of(new RdsChange(subject, code, time, message, labels).signal());
    }

    private static String categories(View detail) throws JsonException {
        var names = new StringBuilder();
        for (var category : detail.at("EventCategories").items()) {
            names.append(names.isEmpty() ? "" : ",").append(category.textOr(""));
        }
        return names.toString();
    }
}
