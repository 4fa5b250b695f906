package io.nightshift.kubernetes;

import io.nightshift.core.json.Json;

/**
 * A patch with its expected resource version: the API server compares it with the stored one and responds with 409 if it has
 * changed.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#patch-and-apply">Kubernetes: patch</a>
 */
public record Patch(String type, Json body) {

    /** RFC 7386. */
    public static Patch merge(String resourceVersion, Json.Obj spec) {
        return new Patch(
                "application/merge-patch+json",
                Json.obj()
                        .with("metadata", Json.obj().with("resourceVersion", resourceVersion))
                        .with("spec", spec));
    }

    /** Sets annotations of the object itself. */
    public static Patch annotations(String resourceVersion, Json.Obj annotations) {
        return new Patch(
                "application/merge-patch+json",
                Json.obj()
                        .with(
                                "metadata",
                                Json.obj()
                                        .with("resourceVersion", resourceVersion)
                                        .with("annotations", annotations)));
    }

    /** RFC 6902, with which {@code kubectl rollout undo} replaces a template whole. */
    public static Patch operations(String resourceVersion, Json.Obj... operations) {
        var all = new java.util.ArrayList<Json>();
        all.add(set("replace", "/metadata/resourceVersion", Json.of(resourceVersion)));
        all.addAll(java.util.Arrays.asList(operations));
        return new Patch("application/json-patch+json", new Json.Arr(all));
    }

    public static Json.Obj set(String operation, String path, Json value) {
        return Json.obj().with("op", operation).with("path", path).with("value", value);
    }
}
