package io.nightshift.sandbox.gcp;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.wire.WireReply;

/** The error responses of Google's REST APIs. */
public final class RestError {

    private RestError() {}

    /** The form of the newer APIs. */
    public static WireReply newer(int code, String status, String message) {
        var error = Json.obj().with("code", code).with("message", message).with("status", status);
        return WireReply.json(code, Json.obj().with("error", error));
    }

    /** The form of the older APIs, Compute Engine and Cloud SQL among them. */
    public static WireReply older(int status, String reason, String message) {
        var error = Json.obj()
                .with("code", status)
                .with("message", message)
                .with("errors", Json.arr(Json.obj().with("reason", reason).with("message", message)));
        return WireReply.json(status, Json.obj().with("error", error));
    }
}
