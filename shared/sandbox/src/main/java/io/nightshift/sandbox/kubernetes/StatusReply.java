package io.nightshift.sandbox.kubernetes;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.wire.WireReply;

/**
 * The kind {@code Status}, an API server's error response.
 *
 * @see <a
 *     href="https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md#response-status-kind">Kubernetes:
 *     status kind</a>
 */
final class StatusReply extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient WireReply.Reply reply;

    StatusReply(WireReply.Reply reply) {
        super(reply.text(), null, false, false);
        this.reply = reply;
    }

    WireReply.Reply reply() {
        return reply;
    }

    static WireReply.Reply of(int code, String reason, String message, Json.Obj details) {
        var status = Json.obj()
                .with("kind", "Status")
                .with("apiVersion", "v1")
                .with("metadata", Json.obj())
                .with("status", "Failure")
                .with("message", message)
                .with("reason", reason)
                .with("details", details)
                .with("code", code);
        return WireReply.json(code, status);
    }

    static StatusReply failure(int code, String reason, String message) {
        return new StatusReply(of(code, reason, message, Json.obj()));
    }

    static StatusReply about(int code, String reason, RequestRoute route, String message) {
        var details = Json.obj()
                .with("name", route.name())
                .with("group", route.group())
                .with("kind", route.resource());
        return new StatusReply(of(code, reason, message, details));
    }

    /** An eviction that a disruption budget does not allow now. */
    static StatusReply overBudget(String budget) {
        var cause = Json.obj()
                .with("reason", "DisruptionBudget")
                .with("message", "The disruption budget " + budget + " needs 2 healthy pods and has 2 currently");
        return new StatusReply(of(
                429,
                "TooManyRequests",
                "Cannot evict pod as it would violate the pod's disruption budget.",
                Json.obj().with("causes", Json.arr(cause))));
    }

    static StatusReply notFound(RequestRoute route) {
        return about(
                404, "NotFound", route, route.resource() + "." + route.group() + " \"" + route.name() + "\" not found");
    }

    static StatusReply invalid(RequestRoute route, String field, String why) {
        var message =
                "%s.%s \"%s\" is invalid: %s: %s".formatted(route.kind(), route.group(), route.name(), field, why);
        var cause = Json.obj()
                .with("reason", "FieldValueInvalid")
                .with("message", why)
                .with("field", field);
        var details = Json.obj()
                .with("name", route.name())
                .with("group", route.group())
                .with("kind", route.kind())
                .with("causes", Json.arr(cause));
        return new StatusReply(of(422, "Invalid", message, details));
    }
}
