package io.nightshift.rotation.runtime;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.decode.NearestName;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Sha256;
import io.nightshift.rotation.engine.Credential;
import io.nightshift.rotation.engine.SecretChars;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
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

    boolean isObject() {
        return object().isPresent();
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

    /** Both are there; else the first whose secret is, so that the user is what is missing. */
    private Optional<Map.Entry<String, String>> pair() {
        var secrets = PAIRS.stream()
                .filter(names -> !member(names.getValue()).isEmpty())
                .toList();
        return secrets.stream()
                .filter(names -> !member(names.getKey()).isEmpty())
                .findFirst()
                .or(() -> secrets.stream().findFirst());
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

    /**
     * The same value with another credential, also where other members repeat it.
     *
     * @throws CallFailed naming a member that repeats the old password in a form that is not known
     */
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
            var old = credential();
            for (var member : object.members().entrySet()) {
                if (!member.getKey().equals(names.getValue())) {
                    object = object.with(member.getKey(), renewed(member.getKey(), member.getValue(), old, other));
                }
            }
            return of(object.with(names.getKey(), user)
                    .with(names.getValue(), other.secret().text())
                    .text());
        } catch (JsonException e) {
            throw missing("password");
        }
    }

    private static Json renewed(String member, Json value, Credential old, Credential next) throws CallFailed {
        return switch (value) {
            case Json.Str(var text) -> Json.of(renewed(member, text, old, next));
            case Json.Obj(var members) -> {
                var object = Json.obj();
                for (var inner : members.entrySet()) {
                    object = object.with(inner.getKey(), renewed(member, inner.getValue(), old, next));
                }
                yield object;
            }
            case Json.Arr(var items) -> {
                var renewed = new ArrayList<Json>();
                for (var item : items) {
                    renewed.add(renewed(member, item, old, next));
                }
                yield Json.arr(renewed);
            }
            case Json.Num number -> number;
            case Json.Bool bool -> bool;
            case Json.Null none -> none;
        };
    }

    private static String renewed(String member, String text, Credential old, Credential next) throws CallFailed {
        return new ConnectionText(text, old, next)
                .renewed()
                .orElseThrow(() -> new CallFailed(Problem.permanent(
                        "RepeatedPassword",
                        "the member " + NearestName.quote(member) + " of the secret's value repeats the password in an"
                                + " unknown form, and its readers would keep the old one; remove it, or write it as a"
                                + " URL or as key=value")));
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
