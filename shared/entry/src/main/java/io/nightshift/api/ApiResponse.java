package io.nightshift.api;

import io.nightshift.core.json.Json;
import java.util.Map;
import java.util.TreeMap;

/** The response to a request; the headers contain {@code Content-Type}. */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
public record ApiResponse(int status, byte[] bytes, Map<String, String> headers) {

    private static final String SECONDS_UNTIL_AGAIN = "5";

    public static ApiResponse json(int status, Json.Obj body) {
        return of(status, "application/json", body.bytes(), Map.of());
    }

    public static ApiResponse error(int status, String message) {
        return json(status, Json.obj().with("error", message));
    }

    /** @param allow the methods that the path accepts, in the form of {@code Allow} */
    public static ApiResponse notAllowed(String message, String allow) {
        return of(405, "application/json", Json.obj().with("error", message).bytes(), Map.of("Allow", allow));
    }

    public static ApiResponse unauthorized(String message) {
        var challenge = Map.of("WWW-Authenticate", "Bearer");
        return of(401, "application/json", Json.obj().with("error", message).bytes(), challenge);
    }

    /** The sender should retry later. */
    public static ApiResponse busy(String message) {
        return error(503, message);
    }

    static ApiResponse page(ApprovalPage page) {
        return of(page.status(), "text/html; charset=utf-8", page.bytes(), ApprovalPage.HEADERS);
    }

    private static ApiResponse of(int status, String type, byte[] bytes, Map<String, String> more) {
        var headers = new TreeMap<>(more);
        headers.put("Content-Type", type);
        if (status == 503) {
            headers.put("Retry-After", SECONDS_UNTIL_AGAIN);
        }
        return new ApiResponse(status, bytes, headers);
    }
}
