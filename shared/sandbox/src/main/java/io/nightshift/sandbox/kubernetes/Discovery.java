package io.nightshift.sandbox.kubernetes;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import java.util.Optional;

/** The discovery requests of generic clients such as {@code kubectl}: the available groups, versions and resources. */
final class Discovery {

    private Discovery() {}

    static Optional<WireReply> answer(WireRequest request) {
        var body = switch (request.path()) {
            case "/version" -> version();
            case "/api" -> Json.obj().with("kind", "APIVersions").with("versions", Json.arr(Json.of("v1")));
            case "/api/v1" -> resources("v1", Json.arr());
            case "/apis" -> groups();
            case "/apis/apps/v1" ->
                resources(
                        "apps/v1",
                        Json.arr(resource("deployments", "Deployment"), resource("replicasets", "ReplicaSet")));
            default -> Json.Obj.EMPTY;
        };
        return body.members().isEmpty() ? Optional.empty() : Optional.of(WireReply.json(200, body));
    }

    private static Json.Obj version() {
        return Json.obj().with("major", "1").with("minor", "32").with("gitVersion", "v1.32.0-standin");
    }

    private static Json.Obj groups() {
        var version = Json.obj().with("groupVersion", "apps/v1").with("version", "v1");
        var apps = Json.obj()
                .with("name", "apps")
                .with("versions", Json.arr(version))
                .with("preferredVersion", version);
        return Json.obj().with("kind", "APIGroupList").with("apiVersion", "v1").with("groups", Json.arr(apps));
    }

    private static Json.Obj resources(String version, Json.Arr resources) {
        return Json.obj()
                .with("kind", "APIResourceList")
                .with("apiVersion", "v1")
                .with("groupVersion", version)
                .with("resources", resources);
    }

    private static Json.Obj resource(String name, String kind) {
        return Json.obj()
                .with("name", name)
                .with("singularName", kind.toLowerCase(java.util.Locale.ROOT))
                .with("namespaced", true)
                .with("kind", kind)
                .with("verbs", Json.strings(java.util.List.of("get", "list", "patch")));
    }
}
