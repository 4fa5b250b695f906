package io.nightshift.sandbox.gcp;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.wire.Answer;

/** The error responses of Google's REST APIs. */
public final class RestError {

    private RestError() {}

    /** The form of the newer APIs. */
    public static Answer newer(int code, String status, String message) {
        var error = Json.obj().with("code", code).with("message", message).with("status", status);
        return Answer.json(code, Json.obj().with("error", error));
    }
}
