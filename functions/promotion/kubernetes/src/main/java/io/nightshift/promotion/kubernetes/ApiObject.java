package io.nightshift.promotion.kubernetes;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.kubernetes.DeploymentRef;
import io.nightshift.kubernetes.Patch;

/**
 * One object of an API server as read. A write contains its resource version: if the object has changed since, the server
 * responds with 409 and nothing is changed.
 *
 * @param path of the object
 * @param what resource and namespace, as in a Role
 */
record ApiObject(DeploymentRef place, String path, String what, Json.Obj json) {

    private static final String MANAGER = "?fieldManager=nightshift";

    static ApiObject deployment(DeploymentRef place, String name) throws CallFailed {
        return read(place, "/apis/apps/v1", "deployments.apps", name);
    }

    static ApiObject route(DeploymentRef place, String name) throws CallFailed {
        return read(place, "/apis/gateway.networking.k8s.io/v1", "httproutes.gateway.networking.k8s.io", name);
    }

    static ApiObject service(DeploymentRef place, String name) throws CallFailed {
        return read(place, "/api/v1", "services", name);
    }

    /** @param full resource and group, as in a Role */
    private static ApiObject read(DeploymentRef place, String root, String full, String name) throws CallFailed {
        var resource = full.contains(".") ? full.substring(0, full.indexOf('.')) : full;
        var path = "%s/namespaces/%s/%s/%s".formatted(root, place.namespace(), resource, name);
        var what = full + " in namespace " + place.namespace();
        var found = place.api().find(path, "get " + what);
        if (found.isEmpty()) {
            throw new CallFailed(Problem.permanent(
                    "NotFound", "there is no %s/%s in namespace %s".formatted(resource, name, place.namespace())));
        }
        return new ApiObject(place, path, what, found.get());
    }

    /** Merges the argument into the object's {@code spec}. */
    void patch(Json.Obj spec) throws CallFailed {
        var patch =
                Patch.merge(ask(view -> view.at("metadata", "resourceVersion").nonBlank()), spec);
        place.api().patch(path + MANAGER, patch.type(), patch.body(), "patch " + what);
    }

    /** Reads a part of the object. */
    @FunctionalInterface
    interface Question<T> {
        T of(View json) throws JsonException;
    }

    <T> T ask(Question<T> question) throws CallFailed {
        try {
            return question.of(View.of(json));
        } catch (JsonException e) {
            throw new CallFailed(Problem.permanent("BadAnswer", "the API server's answer: " + e.getMessage()));
        }
    }
}
