package io.nightshift.rotation.runtime;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.rotation.engine.RotationStrategy;
import io.nightshift.rotation.engine.SystemEndpoint;
import io.nightshift.rotation.engine.TlsMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
            return endpoint(host, 0, "");
        }
        if (host.isEmpty()) {
            throw value.isObject()
                    ? SecretValue.missing("host")
                    : badField("it is not a JSON object with host, username and password; write it as one");
        }
        return endpoint(host, port(value.member("port"), usual), database(value));
    }

    private SystemEndpoint endpoint(String host, int port, String database) throws CallFailed {
        if (tls instanceof TlsMode.VerifyFull(var authorities) && !Files.isReadable(authorities)) {
            throw new CallFailed(Problem.permanent(
                    "BadField", "tls: the file of authorities " + authorities + " cannot be read; correct its path"));
        }
        try {
            return new SystemEndpoint(host, port, tls, database);
        } catch (IllegalArgumentException e) {
            throw badField(String.valueOf(e.getMessage()));
        }
    }

    private static CallFailed badField(String message) {
        return new CallFailed(Problem.permanent("BadField", "the secret's value: " + message));
    }

    Optional<SystemEndpoint> application(SecretValue value) throws CallFailed {
        if (application.isEmpty()) {
            return Optional.empty();
        }
        int colon = application.lastIndexOf(':');
        return Optional.of(
                endpoint(application.substring(0, colon), port(application.substring(colon + 1), 0), database(value)));
    }

    private String database(SecretValue value) {
        var name = Stream.of("dbname", "database", "dbName", "db_name")
                .map(value::member)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        return name.isEmpty() && engine.equals("postgres") ? "postgres" : name;
    }

    private static int port(String text, int usual) throws CallFailed {
        try {
            return text.isEmpty() ? usual : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw badField("port: expected a number from 1 to 65535");
        }
    }
}
