package io.nightshift.rotation.aws;

import io.nightshift.aws.decode.Arn;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.rotation.StoreStep;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What Secrets Manager sends to a rotation function.
 *
 * @param version the id of the version to make ({@code ClientRequestToken})
 * @param token the sensitive {@code RotationToken}, if there is one
 */
record StepEvent(StoreStep step, Resource secret, String version, Optional<String> token) {

    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9-]{32,64}");

    /** The service adds six characters to a secret's name. */
    private static final Pattern NAME = Pattern.compile("secret:(.+)-[A-Za-z0-9]{6}");

    static boolean isOne(View json) {
        return json.isObject()
                && json.at("Step").exists()
                && json.at("SecretId").exists();
    }

    static StepEvent read(View json) throws JsonException {
        var step = StoreStep.of(json.at("Step").text());
        var version = json.at("ClientRequestToken").text();
        if (!VERSION.matcher(version).matches()) {
            throw json.at("ClientRequestToken").wrong("32 to 64 letters, digits and dashes");
        }
        return new StepEvent(
                step.orElseThrow(() -> json.at("Step").wrong("createSecret, setSecret, testSecret or finishSecret")),
                secret(json.at("SecretId")),
                version,
                json.at("RotationToken").optionalText());
    }

    private static Resource secret(View id) throws JsonException {
        var arn = Arn.parse(id.text()).filter(one -> one.service().equals("secretsmanager"));
        var name = arn.map(one -> NAME.matcher(one.resource())).filter(java.util.regex.Matcher::matches);
        if (arn.isEmpty() || name.isEmpty()) {
            throw id.wrong("the ARN of a secret");
        }
        var origin = Origin.aws(arn.get().account(), arn.get().region());
        return new Resource(origin, Kinds.SECRET, name.get().group(1));
    }

    @Override
    public String toString() {
        return step + " of " + secret + " " + version;
    }
}
