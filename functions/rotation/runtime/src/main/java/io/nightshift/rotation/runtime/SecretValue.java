package io.nightshift.rotation.runtime;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Sha256;
import io.nightshift.rotation.engine.Credential;
import io.nightshift.rotation.engine.SecretChars;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The value of one version of a secret: a JSON object as AWS's rotation functions and drivers write it ({@code engine}, {@code
 * host}, {@code port}, {@code username}, {@code password}, {@code dbname}), or any text, which then is the credential itself.
 * Its text form shows nothing.
 */
public final class SecretValue {

    private static final String GOOGLE_KEY = "private_key_id";

    /** The names of the user and of the secret, by what the object has. */
    private static final List<Map.Entry<String, String>> PAIRS = List.of(
            Map.entry("username", "password"),
            Map.entry("user", "password"),
            Map.entry("accessKeyId", "secretAccessKey"),
            Map.entry("AccessKeyId", "SecretAccessKey"),
            Map.entry(GOOGLE_KEY, "private_key"));

    private final SecretChars text;

    private SecretValue(SecretChars text) {
        this.text = text;
    }

    public static SecretValue of(String text) {
        return new SecretValue(SecretChars.of(text));
    }

    /** For the store that keeps it. */
    public String text() {
        return text.text();
    }

    private Optional<View> object() {
        try {
            var view = View.of(Json.parse(text.text()));
            return view.isObject() ? Optional.of(view) : Optional.empty();
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    /** A member that is no secret: {@code host}; empty if it is missing or no text or number. */
    public String member(String name) {
        var found = object().map(view -> view.at(name));
        try {
            return found.filter(View::isScalar).isPresent() ? plain(found.get()) : "";
        } catch (JsonException e) {
            return "";
        }
    }

    private static String plain(View view) throws JsonException {
        return view.isString() ? view.text() : view.json().text();
    }

    private Optional<Map.Entry<String, String>> pair() {
        return PAIRS.stream()
                .filter(names -> !member(names.getValue()).isEmpty())
                .findFirst();
    }

    /** @throws CallFailed naming the missing member */
    public Credential credential() throws CallFailed {
        if (object().isEmpty()) {
            return new Credential("", text);
        }
        var names = pair().orElseThrow(() -> missing("password"));
        return new Credential(user(names.getKey()), member(names.getValue()));
    }

    /** The key of a Google service account has its account in another member: together {@code ACCOUNT/KEY}. */
    private String user(String name) throws CallFailed {
        var user = member(name);
        if (user.isEmpty()) {
            throw missing(name);
        }
        if (!name.equals(GOOGLE_KEY)) {
            return user;
        }
        var account = member("client_email");
        if (account.isEmpty()) {
            throw missing("client_email");
        }
        return account + "/" + user;
    }

    /** The same value with another credential. */
    public SecretValue with(Credential other) throws CallFailed {
        if (object().isEmpty()) {
            return new SecretValue(other.secret());
        }
        var names = pair().orElseThrow(() -> missing("password"));
        try {
            var object = object().orElseThrow().object();
            var user = names.getKey().equals(GOOGLE_KEY)
                    ? other.user().substring(other.user().lastIndexOf('/') + 1)
                    : other.user();
            return of(object.with(names.getKey(), user)
                    .with(names.getValue(), other.secret().text())
                    .text());
        } catch (JsonException e) {
            throw missing("password");
        }
    }

    /**
     * Whether that is the credential's secret, the whole value, or a connection string with the secret; compared by hash.
     *
     * @param leaked what others found
     */
    boolean contains(SecretChars leaked) throws CallFailed {
        var ours = List.of(Sha256.hex(credential().secret().text()), Sha256.hex(text.text()));
        return Stream.of(leaked.text(), passwordIn(leaked.text())).anyMatch(found -> ours.contains(Sha256.hex(found)));
    }

    /** The password in the user information of a URL; the text itself if it is none. */
    private static String passwordIn(String text) {
        try {
            var user = new URI(text).getUserInfo();
            return user == null ? text : user.substring(user.indexOf(':') + 1);
        } catch (URISyntaxException e) {
            return text;
        }
    }

    static CallFailed missing(String field) {
        return new CallFailed(Problem.permanent(
                "MissingField", "the secret's value has no " + field + "; add it to the JSON object"));
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
