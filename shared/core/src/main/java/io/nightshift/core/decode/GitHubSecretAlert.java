package io.nightshift.core.decode;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * GitHub's {@code secret_scanning_alert} webhook: a secret is in a repository. It does not contain the secret. The receiver checks
 * its signature first; this class reads only the body.
 *
 * @see <a href="https://docs.github.com/en/webhooks/webhook-events-and-payloads#secret_scanning_alert">GitHub:
 *     secret_scanning_alert</a>
 */
final class GitHubSecretAlert implements Format {

    private static final Set<String> OPEN = Set.of("created", "reopened", "publicly_leaked", "validated");
    private static final String RESOLVED = "resolved";

    /** Becomes a part of a URL. */
    private static final Pattern REPOSITORY =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*/[A-Za-z0-9_-][A-Za-z0-9._-]*");

    @Override
    public String name() {
        return "GitHub secret scanning alert";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return payload.at("alert", "secret_type").isString()
                && payload.at("action").isString();
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        var action = Fields.name(payload.at("action"));
        if (!OPEN.contains(action) && !action.equals(RESOLVED)) {
            return Decoded.ignored("GitHub secret scanning alert: it tells of no leak");
        }
        var alert = payload.at("alert");
        var repository = payload.at("repository", "full_name");
        if (!REPOSITORY.matcher(Fields.name(repository)).matches()) {
            throw Fields.malformed(repository, "OWNER/REPOSITORY");
        }
        var time = ProviderTimes.time(alert.firstOf("updated_at", "created_at"));
        var subject = new Resource(
                new Origin(Cloud.NONE, "", ""),
                Kinds.GITHUB_SECRET_ALERT,
                repository.text() + "/" + alert.at("number").integer());
        var header = new Signal.Header(
                new SignalId("github " + subject.label() + " " + action + "@" + time),
                "github",
                time,
                subject,
                new Labels()
                        .with("type", alert.at("secret_type"))
                        .with(alert, "validity")
                        .all(),
                new Links().with(alert.at("html_url")).all());
        return Decoded.of(new Signal.ProviderNotice(
                header,
                "GITHUB_SECRET_ALERT",
                "security",
                action.equals(RESOLVED) ? "closed" : "open",
                "a secret is in the repository: " + Fields.message(alert.at("secret_type"))));
    }
}
