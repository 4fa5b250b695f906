package io.nightshift.promotion.neutral.check;

import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.neutral.placeholder.Placeholders;
import io.nightshift.web.HttpResult;
import io.nightshift.web.WebClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Answers {@link PromotionQueries#CHECK} by one GET: {@code {url, expect?: 200, contains?, header?: "NAME: VALUE"}}. The header is a
 * request header, for example the one by which a router selects the new version. An unreachable page is {@code UNWELL}.
 * Redirects are not followed: they are a status like any other. <code>{version}</code>, <code>{digest}</code> and
 * <code>{image}</code> are replaced by the version's values.
 */
public record HttpCheck(WebClient web) implements Observer {

    private static final int LONGEST_BODY = 1024 * 1024;
    private static final Pattern HEADER =
            Pattern.compile("([A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}): *([\\x20-\\x7e]{0,2000})");

    /** Characters that need no escaping in a URL or a header. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:@/-]{1,500}");

    @Override
    public boolean observes(Query query) {
        return query.name().equals(PromotionQueries.CHECK);
    }

    @Override
    public Observed observe(Query query) {
        try {
            var with = View.of(query.with());
            var http = with.at("check", "http");
            return checked(http.exists() ? http : with, version(with));
        } catch (JsonException e) {
            return new Observed.NotSeen(Problem.permanent("BadCheck", "the check cannot be read: " + e.getMessage()));
        }
    }

    private static Placeholders version(View with) throws JsonException {
        return new Placeholders(Map.of(
                "version", plain(with.at("version")),
                "digest", plain(with.at("digest")),
                "image", plain(with.at("image"))));
    }

    private static String plain(View value) throws JsonException {
        var text = value.textOr("");
        return PLAIN.matcher(text).matches() ? text : "";
    }

    private Observed checked(View http, Placeholders version) throws JsonException {
        var uri = uri(http.at("url"), version);
        var request = HttpRequest.newBuilder(uri).GET();
        if (http.at("header").exists()) {
            addHeader(request, http.at("header"), version);
        }
        var page = uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
        return switch (web.ask(request, LONGEST_BODY)) {
            case HttpResult.Missed(var problem) -> unwell(page + ": " + problem.message());
            case HttpResult.TooLong ignored -> unwell(page + " answered more than " + LONGEST_BODY + " bytes");
            case HttpResult.Answered answer -> judged(page, answer, http, version);
        };
    }

    private static URI uri(View url, Placeholders version) throws JsonException {
        try {
            var uri = URI.create(version.in(url.nonBlank(), value -> value));
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Reported below: the JDK's message repeats the address.
        }
        throw new JsonException(url.path() + " is no address of http or https without a login in it");
    }

    private static void addHeader(HttpRequest.Builder request, View header, Placeholders version) throws JsonException {
        var parts = HEADER.matcher(version.in(header.text(), value -> value));
        if (!parts.matches()) {
            throw new JsonException(header.path() + " is no header such as X-Version: new");
        }
        try {
            request.setHeader(parts.group(1), parts.group(2));
        } catch (IllegalArgumentException e) {
            throw new JsonException(header.path() + " is a header that the client sets itself");
        }
    }

    private static Observed judged(String page, HttpResult.Answered answer, View http, Placeholders version)
            throws JsonException {
        long expected = http.at("expect").integerOr(200);
        if (answer.status() != expected) {
            return unwell(page + " answered " + answer.status() + " (expected " + expected + ")");
        }
        if (http.at("contains").exists()) {
            var wanted = version.in(http.at("contains").text(), value -> value);
            if (!answer.text().contains(wanted)) {
                return unwell(page + " answered " + expected + " without the text that it has to contain");
            }
        }
        return new Observed.Seen(Health.WELL, Json.obj().with("reason", page + " answered " + expected));
    }

    private static Observed unwell(String reason) {
        return new Observed.Seen(Health.UNWELL, Json.obj().with("reason", reason));
    }
}
