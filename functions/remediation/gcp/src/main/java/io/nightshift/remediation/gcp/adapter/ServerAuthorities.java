package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.gcp.JsonRest.Call;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.execution.Setting;
import java.time.Instant;
import java.util.Optional;

/**
 * The certificate authority of a Cloud SQL database, by its fingerprint. Somebody adds the next one before, so that clients can
 * learn to trust it; a database keeps the last one for the way back.
 *
 * @see <a href="https://cloud.google.com/sql/docs/postgres/admin-api/rest/v1/instances/rotateServerCa">Cloud SQL:
 *     rotateServerCa</a>
 */
record ServerAuthorities(GcpApis apis, DeclaredAction act) implements Setting {

    private GoogleResource database() throws CallFailed {
        return GoogleResource.of(apis.rest(), act.target());
    }

    @Override
    public Optional<State> read() throws CallFailed {
        var found = database().find();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var call = database().call();
        var listed = apis.rest().find(Call.get(call.root(), call.path() + "/listServerCas"));
        return listed.isEmpty()
                ? Optional.empty()
                : Optional.of(GoogleResource.read(found.get(), database -> state(database, listed.get())));
    }

    private static State state(View database, View authorities) throws JsonException {
        var active = authorities.at("activeVersion").textOr("");
        var newest = newest(authorities);
        return SqlSettings.state(database, Json.of(active), Json.of(newest))
                .cannotIf(
                        database.at("settings", "ipConfiguration", "serverCaMode")
                                .textOr("")
                                .endsWith("CAS_CA"),
                        "its authority is one of Certificate Authority Service, which rotates another way")
                .atLimitIf(
                        newest.equals(active),
                        "no newer authority was added: add one (gcloud sql ssl server-ca-certs create), and let the clients trust it");
    }

    private static String newest(View authorities) throws JsonException {
        var latest = Instant.MIN;
        var newest = "";
        for (var one : authorities.at("certs").items()) {
            var created = ProviderTimes.time(one.at("createTime"));
            if (created.isAfter(latest)) {
                latest = created;
                newest = one.at("sha1Fingerprint").text();
            }
        }
        return newest;
    }

    @Override
    public void write(Json from, Json to) throws CallFailed {
        var database = database();
        database.change(database.call()
                .then("/rotateServerCa")
                .with(
                        "POST",
                        Json.obj().with("rotateServerCaContext", Json.obj().with("nextVersion", to))));
    }
}
