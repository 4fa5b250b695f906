package io.nightshift.aws.entry;

import io.nightshift.aws.AwsErrors;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.entry.SecretStore;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Secrets in AWS Secrets Manager, named by their ARN. A part after the ARN is the key of a value in a JSON secret, as in ECS:
 * {@code arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-abcdef:password} works for the secrets that RDS manages.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html">GetSecretValue</a>
 */
public record SecretsManagerStore(SecretsManagerClient client) implements SecretStore {

    private static final Pattern NAME = Pattern.compile(
            "(arn:aws[a-z-]*:secretsmanager:([a-z0-9-]+):\\d{12}:secret:[A-Za-z0-9/_+=.@-]+)(?::([^:]+))?");

    /**
     * Reports whether a variable's value is such a name.
     *
     * @throws IllegalArgumentException for an ARN that can never be read: this fails when the function is created, not when
     *     the secret is needed
     */
    public static boolean names(String value, String region) {
        if (!value.startsWith("arn:")) {
            return false;
        }
        var match = NAME.matcher(value);
        if (!match.matches() || !match.group(2).equals(region)) {
            throw new IllegalArgumentException(
                    "expected the secret itself, or arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME in the function's own region");
        }
        return true;
    }

    @Override
    public String read(String name) {
        var match = NAME.matcher(name);
        if (!match.matches()) {
            throw new UnreadableException("this is no ARN of a secret");
        }
        var value = text(match.group(1));
        return match.group(3) == null ? value : member(value, match.group(3));
    }

    private String text(String arn) {
        try {
            var text = client.getSecretValue(request -> request.secretId(arn)).secretString();
            if (text == null || text.isEmpty()) {
                throw new UnreadableException("the secret holds no text");
            }
            return text;
        } catch (SdkException e) {
            throw new UnreadableException(
                    "the secret was not read: " + AwsErrors.whileReading(e).message());
        }
    }

    private static String member(String value, String key) {
        try {
            return View.of(Json.parse(value)).at(key).nonBlank();
        } catch (JsonException e) {
            throw new UnreadableException("the secret is no JSON object with a text under the key that is named");
        }
    }
}
