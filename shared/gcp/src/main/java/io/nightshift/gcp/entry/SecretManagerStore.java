package io.nightshift.gcp.entry;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.entry.SecretStore;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.GcpErrors;
import io.nightshift.gcp.PlainRest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * Secrets in Secret Manager, named by a version: {@code projects/PROJECT/secrets/SECRET/versions/latest}.
 *
 * @see <a href="https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets.versions/access">Secret
 *     Manager: access</a>
 */
record SecretManagerStore(PlainRest rest) implements SecretStore {

    private static final Pattern NAME =
            Pattern.compile("projects/[a-z0-9.:-]{1,120}/secrets/[A-Za-z0-9_-]{1,255}/versions/[a-z0-9_-]{1,63}");

    static SecretManagerStore of(GcpClients clients) {
        return new SecretManagerStore(PlainRest.of(clients, "https://secretmanager.googleapis.com/"));
    }

    /**
     * Reports whether a variable's value is such a name.
     *
     * @throws IllegalArgumentException for a name that can never be read: this fails when the function is created, not when
     *     the secret is needed
     */
    static boolean names(String value) {
        if (!value.startsWith("projects/")) {
            return false;
        }
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "expected the secret itself, or projects/PROJECT/secrets/SECRET/versions/latest");
        }
        return true;
    }

    @Override
    public String read(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new UnreadableException("this is no name of a secret's version");
        }
        try {
            return secret(View.of(Json.parse(rest.get("v1/" + name + ":access"), JsonLimits.DEFAULT))
                    .at("payload"));
        } catch (IOException e) {
            throw new UnreadableException(
                    "the secret was not read: " + GcpErrors.whileReading(e).message());
        } catch (JsonException | IllegalArgumentException e) {
            throw new UnreadableException("Secret Manager's answer holds no secret");
        }
    }

    private static String secret(View payload) throws JsonException {
        var data = Base64.getDecoder().decode(payload.at("data").nonBlank());
        var sum = new CRC32C();
        sum.update(data);
        if (payload.at("dataCrc32c").exists() && payload.at("dataCrc32c").integer() != sum.getValue()) {
            throw new UnreadableException("the secret was damaged on its way: its checksum is another one");
        }
        return new String(data, StandardCharsets.UTF_8);
    }
}
