package io.nightshift.gcp.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Format;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A notification of Secret Manager. {@code SECRET_ROTATE} says that a rotation is due; every other type tells of a change, also of
 * one that Nightshift made itself. It has the secret's name in the attributes and the secret in its data, and never a value.
 *
 * @see <a href="https://docs.cloud.google.com/secret-manager/docs/event-notifications">Google Cloud: notifications</a>
 */
final class SecretNotification implements Format {

    private static final String SOURCE = "gcp.secretmanager";

    private static final String ROTATE = "SECRET_ROTATE";

    /** Google's own names of resources have the number of the project, which no policy knows. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    @Override
    public String name() {
        return "Secret Manager notification";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return MessageAttributes.of(headers).areOfASecret();
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        var attributes = MessageAttributes.of(headers);
        if (attributes.testsATopic()) {
            return Decoded.ignored("Secret Manager: a test of the topic");
        }
        var type = Fields.name(attributes.at("eventType"));
        var subject = subject(attributes.at("secretId"));
        var time = ProviderTimes.timeOr(attributes.at("timestamp"), attributes.published());
        var named = attributes.name("versionId");
        var version = named.substring(named.lastIndexOf('/') + 1);
        var labels = new Labels()
                .with("version", version)
                .withAll(PubSubMessage.object(payload).at("labels").texts());
        var header = new Signal.Header(
                new SignalId(attributes.name("secretId") + "#" + type + "#" + version + "@" + time),
                SOURCE,
                time,
                subject,
                labels.all());
        return Decoded.of(
                type.equals(ROTATE)
                        ? new Signal.ProviderNotice(header, type, "secretmanager", "open", "its rotation is due")
                        : new Signal.ResourceChange(header, type, type, ""));
    }

    /** {@code projects/P/secrets/S}, or {@code projects/P/locations/L/secrets/S}. */
    private static Resource subject(View id) throws JsonException {
        var secret = ResourceName.of("secretmanager", Fields.name(id))
                .map(name -> name.resource(Origin.gcp("", "")))
                .filter(found -> found.kind().equals(Kinds.GCP_SECRET))
                .orElseThrow(() -> Fields.malformed(id, "projects/PROJECT/secrets/SECRET"));
        var account = secret.origin().account();
        var known = NUMBER.matcher(account).matches() ? "" : account;
        return new Resource(Origin.gcp(known, secret.origin().region()), secret.kind(), secret.name());
    }
}
