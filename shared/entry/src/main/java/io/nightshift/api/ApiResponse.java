package io.nightshift.api;

import io.nightshift.core.json.Json;
import io.nightshift.core.run.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The response to a request; the headers contain {@code Content-Type}, if there is a body.
 *
 * @param cookies the values of {@code Set-Cookie}, one for each cookie
 * @param live sent instead of the bytes by a host that streams
 */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
public record ApiResponse(
        int status, byte[] bytes, Map<String, String> headers, List<String> cookies, Optional<LiveBody> live) {

    public ApiResponse {
        var copy = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = copy;
        cookies = List.copyOf(cookies);
    }

    public ApiResponse(int status, byte[] bytes, Map<String, String> headers) {
        this(status, bytes, headers, List.of(), Optional.empty());
    }

    /** @param type the value of {@code Content-Type} */
    public static ApiResponse of(int status, String type, byte[] bytes) {
        return of(status, type, bytes, Map.of());
    }

    /** Sends the browser to another page, which it reads by GET. */
    public static ApiResponse seeOther(String location) {
        return new ApiResponse(303, new byte[0], Map.of("Location", location));
    }

    /** The same with one more header, or another value of it. */
    public ApiResponse header(String name, String value) {
        var more = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(headers);
        more.put(name, value);
        return new ApiResponse(status, bytes, more, cookies, live);
    }

    /** The same with one more cookie. */
    public ApiResponse cookie(String cookie) {
        var more = new ArrayList<>(cookies);
        more.add(cookie);
        return new ApiResponse(status, bytes, headers, more, live);
    }

    /** The same as a stream. */
    public ApiResponse live(LiveBody body) {
        return new ApiResponse(status, bytes, headers, cookies, Optional.of(body));
    }

    /** With the hash of the body as its {@code ETag}; without the body, if the caller has it already. */
    public ApiResponse tagged(ApiRequest request) {
        var etag = "\"" + Sha256.hex(bytes).substring(0, 32) + "\"";
        var tagged = header("ETag", etag);
        return status == 200 && request.has(etag)
                ? new ApiResponse(304, new byte[0], tagged.headers(), cookies, Optional.empty())
                : tagged;
    }

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
