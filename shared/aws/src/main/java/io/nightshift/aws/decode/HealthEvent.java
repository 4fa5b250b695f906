package io.nightshift.aws.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * AWS Health events: one signal for each affected entity, with the entity's own status if it has one, or one signal for the
 * service if no entity is named.
 *
 * <p>The envelope's account and region are those of the recipient: with an organisational view that is the management
 * account, and a copy of each event comes from a second region. So account and region are taken from the detail, and the id
 * is made of communication and account, which AWS recommends for deduplication. The communication's id ends in the page
 * number.
 *
 * @see <a href="https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html">AWS: Health event
 *     schema</a>
 */
final class HealthEvent implements EventBridgeFormat {

    private record Page(EventBridgeEvent event, Origin origin, String id, Instant time) {}

    /** An exposed credential. */
    private static final Pattern ACCESS_KEY = Pattern.compile("A[KS]IA[A-Z0-9]{12,124}");

    /** The event is over, for all its entities. */
    private static final String CLOSED = "closed";

    @Override
    public String name() {
        return "AWS Health event";
    }

    @Override
    public String source() {
        return "aws.health";
    }

    @Override
    public Set<String> detailTypes() {
        return Set.of("AWS Health Event", "AWS Health Abuse Event");
    }

    @Override
    public Decoded decode(EventBridgeEvent event) throws JsonException {
        var page = page(event);
        var entities = event.detail().at("affectedEntities").items();
        if (entities.isEmpty()) {
            var service = service(event).toLowerCase(Locale.ROOT);
            var subject = new Resource(page.origin(), "aws:service", service);
            return Decoded.of(signal(
                    page, page.id(), subject, Fields.nameOrEmpty(event.detail().at("statusCode"))));
        }
        return Decoders.each(entities, entity -> Decoded.of(affected(page, entity)));
    }

    private static Page page(EventBridgeEvent event) throws JsonException {
        var detail = event.detail();
        var account = Fields.nameOrEmpty(detail.at("affectedAccount"));
        var region = Fields.nameOrEmpty(detail.at("eventRegion"));
        var origin = Origin.aws(
                account.isEmpty() ? event.origin().account() : account,
                region.isEmpty() ? event.origin().region() : region);
        var communication = Fields.nameOrEmpty(detail.at("communicationId"));
        var id = communication.isEmpty()
                ? event.id()
                : Fields.name(detail.at("eventArn")) + "#" + communication + "@" + origin.account();
        return new Page(event, origin, id, ProviderTimes.timeOr(detail.at("lastUpdatedTime"), event.time()));
    }

    private static Signal affected(Page page, View entity) throws JsonException {
        var value = Fields.name(entity.at("entityValue"));
        var status = Fields.nameOrEmpty(entity.firstOf("status", "statusCode"));
        var subject = entity(value, service(page.event()), page.origin());
        var whole = Fields.nameOrEmpty(page.event().detail().at("statusCode"));
        boolean closed = whole.equals(CLOSED) || status.equals("RESOLVED");
        return signal(page, page.id() + "#" + value, subject, closed ? CLOSED : status.isEmpty() ? whole : status);
    }

    /** An entity's value is an ARN, an id or a name, depending on the service. */
    private static Resource entity(String value, String service, Origin origin) {
        if (service.equals("RISK") && ACCESS_KEY.matcher(value).matches()) {
            return new Resource(origin, Kinds.IAM_ACCESS_KEY, value);
        }
        return CloudTrailParameters.byId(value)
                .map(kind -> new Resource(origin, kind, value))
                .orElseGet(() -> AwsSubjects.of(service.toLowerCase(Locale.ROOT) + ":entity", value, origin));
    }

    private static Signal signal(Page page, String id, Resource subject, String status) throws JsonException {
        var detail = page.event().detail();
        var labels = new Labels()
                .with(detail, "service", "startTime", "endTime", "eventScopeCode", "actionability", "backupEvent")
                .with("eventStatus", detail.at("statusCode"));
        return new Signal.ProviderNotice(
                page.event().header(id, page.time(), subject, labels),
                Fields.name(detail.at("eventTypeCode")),
                Fields.name(detail.at("eventTypeCategory")),
                status,
                description(detail.at("eventDescription").items()));
    }

    private static String service(EventBridgeEvent event) throws JsonException {
        return Fields.name(event.detail().at("service"));
    }

    private static String description(List<View> descriptions) throws JsonException {
        var english = new ArrayList<View>(descriptions);
        english.removeIf(description -> !Fields.says(description.at("language"), "en_US"));
        var chosen = english.isEmpty() ? descriptions : english;
        return chosen.isEmpty() ? "" : Fields.message(chosen.getFirst().at("latestDescription"));
    }
}
