package io.nightshift.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads lists of an API server, page by page. */
public final class ObjectList {

    private static final int PAGE = 500;

    private ObjectList() {}

    /** Takes one object. */
    @FunctionalInterface
    public interface Reader {
        void read(View object) throws JsonException;
    }

    /**
     * Passes on all objects, each page before the next is requested.
     *
     * @param selector of labels; empty for all
     * @param what {@code deployments.apps in namespace shop}
     */
    public static void read(KubernetesApi api, String path, String selector, String what, Reader reader)
            throws CallFailed {
        var first = path + "?limit=" + PAGE + (selector.isEmpty() ? "" : "&labelSelector=" + encoded(selector));
        try {
            for (var next = Optional.of(""); next.isPresent(); ) {
                var page = View.of(api.get(first + next.get(), "list " + what));
                for (var object : page.at("items").items()) {
                    reader.read(object);
                }
                next = page.at("metadata", "continue")
                        .optionalText()
                        .filter(more -> !more.isEmpty())
                        .map(more -> "&continue=" + encoded(more));
            }
        } catch (JsonException e) {
            throw new CallFailed(Problem.permanent("BadAnswer", "the API server's answer: " + e.getMessage()));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
