package io.nightshift.promotion.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.kubernetes.KubernetesApi;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads lists of an API server, page by page. */
final class ApiList {

    private static final int PAGE = 500;
    private static final Set<String> NOT_ALLOWED = Set.of("Forbidden", "Http403");

    private ApiList() {}

    /** Parses one object. */
    @FunctionalInterface
    interface Reader<T> {
        T read(View object) throws JsonException;
    }

    /**
     * All objects; empty if they may not be listed.
     *
     * @param selector of labels; empty for all
     */
    static <T> Optional<List<T>> read(KubernetesApi api, String path, String selector, String what, Reader<T> reader)
            throws CallFailed {
        var all = new ArrayList<T>();
        var first = path + "?limit=" + PAGE + (selector.isEmpty() ? "" : "&labelSelector=" + encoded(selector));
        try {
            for (var next = Optional.of(""); next.isPresent(); ) {
                var page = View.of(api.get(first + next.get(), "list " + what));
                for (var object : page.at("items").items()) {
                    all.add(reader.read(object));
                }
                next = page.at("metadata", "continue")
                        .optionalText()
                        .filter(more -> !more.isEmpty())
                        .map(more -> "&continue=" + encoded(more));
            }
            return Optional.of(all);
        } catch (JsonException e) {
            throw new CallFailed(Problem.permanent("BadAnswer", "the API server's answer: " + e.getMessage()));
        } catch (CallFailed e) {
            if (NOT_ALLOWED.contains(e.problem().code())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
