package io.nightshift.promotion.nginx;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.action.TargetKinds;
import java.nio.file.Path;

/**
 * Calls a deployed version on its own port, before it has any traffic: a check whose {@code url} is {@code
 * http://127.0.0.1:{port}/...}.
 */
public final class VersionCheck implements Observer {

    private static final String OWN_PORT = "http://127.0.0.1:{port}/";

    private final VersionProcesses versions;

    /** @param folder the same as the platform's */
    public VersionCheck(Path folder) {
        this.versions = new VersionProcesses(folder.resolve("versions"));
    }

    @Override
    public boolean observes(Query query) {
        return query.name().equals(PromotionQueries.CHECK)
                && query.subject().kind().equals(TargetKinds.NGINX_UPSTREAM)
                && url(query).startsWith(OWN_PORT);
    }

    private static String url(Query query) {
        try {
            return View.of(query.with()).at("check", "http", "url").textOr("");
        } catch (JsonException e) {
            return "";
        }
    }

    @Override
    public Observed observe(Query query) {
        try {
            var with = View.of(query.with());
            var name = UpstreamFile.version(
                    query.subject().name(), with.at("digest").nonBlank());
            var version = versions.find(name).filter(VersionProcesses.Version::isAlive);
            if (version.isEmpty()) {
                return unwell(name + " does not run");
            }
            return ask(version.get().port(), with.at("check", "http"));
        } catch (CallFailed e) {
            return new Observed.NotSeen(e.problem());
        } catch (JsonException e) {
            return new Observed.NotSeen(Problem.permanent("BadQuery", String.valueOf(e.getMessage())));
        }
    }

    private static Observed ask(int port, View check) throws JsonException {
        var path = check.at("url").text().substring(OWN_PORT.length() - 1);
        if (!path.matches("/[A-Za-z0-9/_.~?&=-]*")) {
            throw check.at("url").wrong("a URL with a plain path");
        }
        long expected = check.at("expect").integerOr(200);
        var contains = check.at("contains").textOr("");
        return LoopbackHttp.get(port, path)
                .map(reply -> reply.status() != expected
                        ? unwell("it answered with status " + reply.status() + "; expected " + expected)
                        : reply.body().contains(contains)
                                ? new Observed.Seen(Health.WELL, Json.obj().with("reason", "status " + reply.status()))
                                : unwell("its answer does not contain what was expected"))
                .orElseGet(() -> unwell("it did not answer within 2 s"));
    }

    private static Observed unwell(String reason) {
        return new Observed.Seen(Health.UNWELL, Json.obj().with("reason", reason));
    }
}
