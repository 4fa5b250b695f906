package io.nightshift.rotation.runtime;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.rotation.engine.RotationStrategy;
import io.nightshift.rotation.engine.SystemEndpoint;
import io.nightshift.rotation.engine.TlsMode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the plan of a rotation says for the system, read from the form that the policy's section writes.
 *
 * @param admin the name of the admin's secret; empty if there is none
 * @param application where applications log in, as {@code HOST:PORT}; empty if where the secret says
 */
record SystemSettings(
        String engine,
        RotationStrategy strategy,
        String admin,
        String application,
        TlsMode tls,
        PasswordRules password) {

    private static final Map<String, Integer> PORTS = Map.of("postgres", 5432, "mysql", 3306, "redis", 6379);

    static SystemSettings read(Json.Obj spec) throws CallFailed {
        try {
            var view = View.of(spec);
            return new SystemSettings(
                    view.at("engine").text(),
                    RotationStrategy.valueOf(view.at("strategy").text().toUpperCase(Locale.ROOT)),
                    view.at("admin").textOr(""),
                    view.at("application").textOr(""),
                    tls(view),
                    new PasswordRules(
                            (int) view.at("length").integerOr(32),
                            view.at("exclude").textOr("")));
        } catch (JsonException e) {
            throw new CallFailed(
                    Problem.permanent("Plan", "the plan of the rotation cannot be read: " + e.getMessage()));
        }
    }

    private static TlsMode tls(View view) throws JsonException {
        var mode = view.at("tls").textOr("verify");
        var authorities = view.at("authorities").textOr("");
        if (mode.equals("plaintext")) {
            return new TlsMode.Plaintext();
        }
        if (mode.equals("unverified")) {
            return new TlsMode.Unverified();
        }
        return authorities.isEmpty() ? new TlsMode.VerifyPublic() : new TlsMode.VerifyFull(Path.of(authorities));
    }

    /** Where the system is administered: what the secret says. Engines without a host need none. */
    SystemEndpoint endpoint(SecretValue value) throws CallFailed {
        var usual = PORTS.get(engine);
        var host = value.member("host");
        if (usual == null) {
            return new SystemEndpoint(host, 0, tls, "");
        }
        if (host.isEmpty()) {
            throw SecretValue.missing("host");
        }
        return new SystemEndpoint(host, port(value.member("port"), usual), tls, database(value));
    }

    Optional<SystemEndpoint> application(SecretValue value) throws CallFailed {
        if (application.isEmpty()) {
            return Optional.empty();
        }
        int colon = application.lastIndexOf(':');
        return Optional.of(new SystemEndpoint(
                application.substring(0, colon), port(application.substring(colon + 1), 0), tls, database(value)));
    }

    private String database(SecretValue value) {
        var name = value.member("dbname");
        return name.isEmpty() && engine.equals("postgres") ? "postgres" : name;
    }

    private static int port(String text, int usual) throws CallFailed {
        try {
            return text.isEmpty() ? usual : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new CallFailed(Problem.permanent("BadField", "port is no number; correct it in the secret's value"));
        }
    }
}
