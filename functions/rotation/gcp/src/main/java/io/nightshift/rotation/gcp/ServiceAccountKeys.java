package io.nightshift.rotation.gcp;

import com.google.api.client.http.HttpTransport;
import com.google.auth.oauth2.ServiceAccountCredentials;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.gcp.GcpClients;
import io.nightshift.gcp.GcpScope;
import io.nightshift.gcp.JsonRest;
import io.nightshift.gcp.JsonRest.Call;
import io.nightshift.rotation.engine.Credential;
import io.nightshift.rotation.engine.IssuedKey;
import io.nightshift.rotation.engine.IssuedKeys;
import io.nightshift.rotation.engine.LoginResult;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys of Google service accounts; an id is {@code ACCOUNT/KEY}. A new key works after some seconds. Google tells the last
 * authentication of a key by the day, and up to two days late.
 *
 * @see <a href="https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts.keys">Google Cloud: keys</a>
 * @see <a href="https://cloud.google.com/iam/docs/service-account-recent-usage">Google Cloud: recent usage</a>
 */
final class ServiceAccountKeys implements IssuedKeys {

    static final Set<String> PERMISSIONS = Set.of(
            "iam.serviceAccountKeys.create",
            "iam.serviceAccountKeys.delete",
            "iam.serviceAccountKeys.disable",
            "iam.serviceAccountKeys.enable",
            "iam.serviceAccountKeys.list",
            "policyanalyzer.serviceAccountKeyLastAuthenticationActivities.query");

    private static final String IAM = "https://iam.googleapis.com/";
    private static final String ANALYZER = "https://policyanalyzer.googleapis.com/";
    private static final String TOKENS = "https://oauth2.googleapis.com/";
    private static final String SCOPE = "https://www.googleapis.com/auth/userinfo.email";

    /** The account and the key become parts of a path. */
    private static final Pattern ID = Pattern.compile(
            "(?<account>[a-z0-9-]{1,63}@(?<project>[a-z][a-z0-9-]{4,28}[a-z0-9])\\.iam\\.gserviceaccount\\.com)/"
                    + "(?<key>[0-9a-f]{8,64})");

    /** Google's answers to a signature of a key that is disabled or gone. */
    private static final List<String> REFUSED = List.of("invalid_grant", "invalid_client");

    private final GcpScope scope;
    private final GcpClients clients;
    private final JsonRest rest;

    ServiceAccountKeys(GcpScope scope, GcpClients clients) {
        this.scope = scope;
        this.clients = clients;
        rest = new JsonRest(clients);
    }

    @Override
    public int places() {
        return 10;
    }

    private static CallFailed failed(String code, String message) {
        return new CallFailed(Problem.permanent(code, message));
    }

    private Matcher parts(String id) throws CallFailed {
        var parts = ID.matcher(id);
        if (!parts.matches()) {
            throw failed(
                    "UnknownKey",
                    "the secret's value is no key of a service account NAME@PROJECT.iam.gserviceaccount.com");
        }
        if (!scope.projects().contains(parts.group("project"))) {
            throw failed("UnknownKey", "the service account is in no project of this host");
        }
        return parts;
    }

    private static String keys(Matcher parts) {
        return "v1/projects/" + parts.group("project") + "/serviceAccounts/" + parts.group("account") + "/keys";
    }

    /** Without a permission, another request does not help either: that is no matter of the network. */
    private Optional<View> find(Call call) throws CallFailed {
        try {
            return rest.find(call);
        } catch (CallFailed e) {
            var message = e.problem().message();
            throw message.contains("(status 403)") && !e.problem().retryable() ? failed("NotAllowed", message) : e;
        }
    }

    @Override
    public List<IssuedKey> list(Credential key) throws CallFailed {
        var parts = parts(key.user());
        var listed = find(Call.get(IAM, keys(parts)).asking(Map.of("keyTypes", "USER_MANAGED")))
                .orElseThrow(() -> failed("UnknownKey", "there is no service account " + parts.group("account")));
        var used = used(parts.group("project"));
        var keys = new ArrayList<IssuedKey>();
        try {
            for (var one : listed.at("keys").items()) {
                var name = one.at("name").text();
                var id = parts.group("account") + name.substring(name.lastIndexOf('/'));
                keys.add(new IssuedKey(
                        id,
                        one.at("validAfterTime").instant(),
                        !one.at("disabled").boolOr(false),
                        Optional.ofNullable(used.get(id))));
            }
        } catch (JsonException e) {
            throw failed("BadAnswer", "Google's list of keys cannot be read");
        }
        return keys;
    }

    /** The last authentication of each key of the project that has one. */
    private Map<String, Instant> used(String project) throws CallFailed {
        var path = "v1/projects/" + project
                + "/locations/global/activityTypes/serviceAccountKeyLastAuthentication/activities:query";
        var used = new TreeMap<String, Instant>();
        var page = "";
        try {
            do {
                var asked = Call.get(ANALYZER, path)
                        .asking(
                                page.isEmpty()
                                        ? Map.of("pageSize", "1000")
                                        : Map.of("pageSize", "1000", "pageToken", page));
                var found =
                        find(asked).orElseThrow(() -> failed("NotAllowed", "the Policy Analyzer API is not enabled"));
                for (var activity : found.at("activities").items()) {
                    var names = activity.at("fullResourceName").text().split("/");
                    var last = activity.at("activity", "lastAuthenticatedTime");
                    if (last.exists() && names.length > 3) {
                        used.put(names[names.length - 3] + "/" + names[names.length - 1], last.instant());
                    }
                }
                page = found.at("nextPageToken").textOr("");
            } while (!page.isEmpty());
        } catch (JsonException e) {
            throw failed("BadAnswer", "Google's list of authentications cannot be read");
        }
        return used;
    }

    private static Call post(String path) {
        return new Call("POST", IAM, path, Map.of(), Optional.of(Json.obj()));
    }

    @Override
    public Credential create(Credential key) throws CallFailed {
        var parts = parts(key.user());
        var made = rest.change(post(keys(parts)));
        try {
            var file = View.of(Json.parse(
                    Base64.getDecoder().decode(made.at("privateKeyData").text()), JsonLimits.DEFAULT));
            return new Credential(
                    parts.group("account") + "/" + file.at("private_key_id").text(),
                    file.at("private_key").text());
        } catch (JsonException | IllegalArgumentException e) {
            throw new CallFailed(Problem.uncertain("BadAnswer", "Google's new key cannot be read"));
        }
    }

    @Override
    public void change(Credential key, String id, Change change) throws CallFailed {
        var parts = parts(id);
        var path = keys(parts) + "/" + parts.group("key");
        switch (change) {
            case ACTIVATE -> rest.change(post(path + ":enable"));
            case DEACTIVATE -> rest.change(post(path + ":disable"));
            case DELETE -> delete(path, id);
        }
    }

    private void delete(String path, String id) throws CallFailed {
        try {
            rest.change(new Call("DELETE", IAM, path, Map.of(), Optional.empty()));
        } catch (CallFailed e) {
            if (list(new Credential(id, "")).stream().anyMatch(key -> key.id().equals(id))) {
                throw e;
            }
        }
    }

    /** Asks for an access token that can read its own name only. */
    @Override
    public LoginResult login(Credential key) {
        var parts = ID.matcher(key.user());
        if (!parts.matches()) {
            return new LoginResult.Refused("the secret's value is no key of a service account");
        }
        try {
            HttpTransport transport = clients.transport();
            ServiceAccountCredentials.newBuilder()
                    .setClientEmail(parts.group("account"))
                    .setPrivateKeyString(key.secret().text())
                    .setPrivateKeyId(parts.group("key"))
                    .setScopes(List.of(SCOPE))
                    .setTokenServerUri(URI.create(clients.root(TOKENS) + "token"))
                    .setHttpTransportFactory(() -> transport)
                    .setDefaultRetriesEnabled(false)
                    .build()
                    .refreshAccessToken();
            return new LoginResult.Accepted(Optional.empty());
        } catch (IOException e) {
            return refusal(key, String.valueOf(e.getMessage()));
        }
    }

    private static LoginResult refusal(Credential key, String message) {
        if (message.contains("PKCS")) {
            return new LoginResult.Refused("the secret's private_key is no key in PEM");
        }
        return REFUSED.stream().anyMatch(message::contains)
                ? new LoginResult.Refused("Google refuses the key " + key.user())
                : new LoginResult.Unreachable("oauth2.googleapis.com gave no token");
    }
}
