package io.nightshift.aws.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * One RDS event, from EventBridge or from SNS. Its id is made of resource, event number and time, so that both carriers
 * produce the same id.
 *
 * <p>The resource is read from source type and identifier, never from the ARN: events of snapshots carry ARNs of the type
 * {@code db} ({@code arn:aws:rds:us-east-1:123456789012:db:mysql-instance-2018-10-06-12-24} in AWS's own sample).
 *
 * @param code {@code RDS-EVENT-0006}
 * @see <a href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html">AWS: event categories and
 *     messages</a>
 */
record RdsChange(Resource subject, String code, Instant time, String message, Labels labels) {

    /** The type is {@code DB_INSTANCE} in events and {@code db-instance} in SNS messages. */
    static Resource subject(View type, View identifier, Origin origin) throws JsonException {
        var bare = Fields.name(type).toLowerCase(Locale.ROOT).replace('_', '-');
        var kind = switch (bare.startsWith("db-") ? bare.substring("db-".length()) : bare) {
            case "instance" -> Kinds.RDS_INSTANCE;
            case "cluster" -> Kinds.RDS_CLUSTER;
            case String other -> AwsKinds.of("rds", other);
        };
        return new Resource(origin, kind, Fields.name(identifier));
    }

    /** The tags of the resource, which RDS adds to events and notifications. */
    static Labels labels(View tags) throws JsonException {
        return tags.isObject() ? new Labels().withAll(tags.texts()) : new Labels();
    }

    Signal.ResourceChange signal() {
        var id = new SignalId(subject + "#" + code + "@" + time.truncatedTo(ChronoUnit.MILLIS));
        var header = new Signal.Header(id, "aws.rds", time, subject, labels.all());
        return new Signal.ResourceChange(header, code, message, "");
    }
}
