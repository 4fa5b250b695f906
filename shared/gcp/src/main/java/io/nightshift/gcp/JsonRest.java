package io.nightshift.gcp;

import com.google.api.client.googleapis.json.GoogleJsonResponseException;
import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequestFactory;
import com.google.api.client.http.HttpResponseException;
import com.google.api.client.json.gson.GsonFactory;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads and changes single resources of Google's REST services as JSON; failures are thrown as {@link CallFailed}. Only
 * reads are repeated, and calls that were throttled.
 */
public final class JsonRest {

    private static final JsonLimits LIMITS = new JsonLimits(8 * 1024 * 1024, 100, 500_000);

    private final GcpClients clients;
    private final HttpRequestFactory requests;

    public JsonRest(GcpClients clients) {
        this.clients = clients;
        requests = clients.transport()
                .createRequestFactory(
                        clients.http(sent -> sent.getRequestMethod().equals("GET")));
    }

    /**
     * A call.
     *
     * @param root of the service: {@code https://compute.googleapis.com/}
     * @param path of the resource, by checked names
     * @param parameters of the query, unescaped
     */
    public record Call(String method, String root, String path, Map<String, String> parameters, Optional<Json> body) {

        public static Call get(String root, String path) {
            return new Call("GET", root, path, Map.of(), Optional.empty());
        }

        public Call with(String method, Json.Obj sent) {
            return new Call(method, root, path, parameters, Optional.of(sent));
        }

        /** The same with a verb after the path: {@code /stop}, {@code :run}. */
        public Call then(String verb) {
            return new Call("POST", root, path + verb, parameters, Optional.empty());
        }

        public Call asking(Map<String, String> query) {
            return new Call(method, root, path, query, body);
        }

        private Call page(String token) {
            var query = new TreeMap<>(parameters);
            query.put("pageToken", token);
            return asking(query);
        }
    }

    /** Empty if there is no such resource. */
    public Optional<View> find(Call call) throws CallFailed {
        try {
            return Optional.of(View.of(parsed(execute(call))));
        } catch (HttpResponseException e) {
            if (e.getStatusCode() == 404) {
                return Optional.empty();
            }
            throw new CallFailed(GcpErrors.whileReading(e));
        } catch (IOException e) {
            throw new CallFailed(GcpErrors.whileReading(e));
        }
    }

    /**
     * A complete list, page by page.
     *
     * @param field the name of the list in each page
     */
    public List<View> all(Call call, String field) throws CallFailed {
        var items = new ArrayList<View>();
        var page = find(call);
        for (int pages = 1; page.isPresent(); pages++) {
            items.addAll(PagedRest.read(page.get(), json -> json.at(field).items()));
            var next =
                    PagedRest.read(page.get(), json -> json.at("nextPageToken").textOr(""));
            if (next.isEmpty()) {
                return items;
            }
            if (pages == PagedRest.PAGES) {
                throw PagedRest.tooMuch(call.path());
            }
            page = find(call.page(next));
        }
        return items;
    }

    public View change(Call call) throws CallFailed {
        try {
            return View.of(parsed(execute(call)));
        } catch (IOException e) {
            throw new CallFailed(GcpErrors.whileChanging(e));
        }
    }

    private static Json.Obj parsed(byte[] answer) throws CallFailed {
        try {
            return View.of(Json.parse(answer, LIMITS)).object();
        } catch (JsonException e) {
            throw new CallFailed(Problem.uncertain("BadAnswer", "Google Cloud's answer is no JSON object"));
        }
    }

    private byte[] execute(Call call) throws IOException {
        var url = new GenericUrl(clients.root(call.root()) + call.path());
        call.parameters().forEach(url::set);
        var body = call.body()
                .map(json ->
                        new ByteArrayContent("application/json", json.text().getBytes(StandardCharsets.UTF_8)))
                .orElseGet(() ->
                        call.method().equals("POST") ? new ByteArrayContent("application/json", new byte[0]) : null);
        try (var content = GoogleJsonResponseException.execute(
                        GsonFactory.getDefaultInstance(), requests.buildRequest(call.method(), url, body))
                .getContent()) {
            return content == null ? "{}".getBytes(StandardCharsets.UTF_8) : content.readAllBytes();
        }
    }
}
