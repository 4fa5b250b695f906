package io.nightshift.gcp;

import com.google.api.client.http.HttpResponseException;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads complete lists from a Google REST service, page by page; failures are thrown as {@link CallFailed}. */
public record PagedRest(PlainRest rest) {

    /** More than any list here has; a longer one is an error instead of being cut. */
    static final int PAGES = 50;

    private static final JsonLimits LIMITS = new JsonLimits(32 * 1024 * 1024, 100, 2_000_000);

    public static PagedRest of(GcpClients clients, String root) {
        return new PagedRest(PlainRest.of(clients, root));
    }

    public Json.Obj get(String path, Map<String, String> parameters) throws CallFailed {
        try {
            return object(rest.get(path, parameters));
        } catch (IOException e) {
            throw new CallFailed(GcpErrors.whileReading(e));
        }
    }

    /** For methods that only read: they may be repeated. */
    public Json.Obj post(String path, Json.Obj body) throws CallFailed {
        try {
            return object(rest.post(path, body.text().getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new CallFailed(GcpErrors.whileReading(e));
        }
    }

    private static Json.Obj object(byte[] answer) throws CallFailed {
        try {
            return View.of(Json.parse(answer, LIMITS)).object();
        } catch (JsonException e) {
            throw new CallFailed(Problem.transientFault("BadAnswer", "Google Cloud's answer is no JSON object"));
        }
    }

    /** One object; empty if it does not exist. */
    public Optional<Json.Obj> find(String path) throws CallFailed {
        try {
            return Optional.of(object(rest.get(path)));
        } catch (HttpResponseException e) {
            if (e.getStatusCode() == 404) {
                return Optional.empty();
            }
            throw new CallFailed(GcpErrors.whileReading(e));
        } catch (IOException e) {
            throw new CallFailed(GcpErrors.whileReading(e));
        }
    }

    /** @param field the name of the list in each page */
    public List<View> all(String path, Map<String, String> parameters, String field) throws CallFailed {
        var items = new ArrayList<View>();
        for (var page : pages(path, parameters)) {
            items.addAll(read(page, view -> view.at(field).items()));
        }
        return items;
    }

    /** The pages of a list as they are. */
    public List<View> pages(String path, Map<String, String> parameters) throws CallFailed {
        var pages = new ArrayList<View>();
        var asked = new LinkedHashMap<>(parameters);
        while (pages.size() < PAGES) {
            var page = View.of(get(path, asked));
            pages.add(page);
            var next = read(page, view -> view.at("nextPageToken").textOr(""));
            if (next.isEmpty()) {
                return pages;
            }
            asked.put("pageToken", next);
        }
        throw tooMuch(path);
    }

    static CallFailed tooMuch(String path) {
        return new CallFailed(
                Problem.permanent("TooMuch", "Google Cloud lists more than " + PAGES + " pages of " + path));
    }

    /** Parses a response. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(View json) throws JsonException;
    }

    public static <T> T read(View json, Reader<T> reader) throws CallFailed {
        try {
            return reader.read(json);
        } catch (JsonException e) {
            throw new CallFailed(Problem.permanent("BadAnswer", "Google Cloud's answer: " + e.getMessage()));
        }
    }
}
