package io.nightshift.core.act;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;

/**
 * The reason why a call to a provider failed.
 *
 * @param code the provider's error code or ours, for machines ({@code Throttling}, {@code NotFound})
 * @param message human-readable; holds no secret and no raw response body
 * @param retryable whether the same call may succeed later
 * @param mayHaveHappened whether the environment may have changed nevertheless (a time-out after sending)
 */
public record Problem(String code, String message, boolean retryable, boolean mayHaveHappened) {

    /** A retry does not help, and nothing was changed. */
    public static Problem permanent(String code, String message) {
        return new Problem(code, message, false, false);
    }

    /** Nothing was changed; a retry may work. */
    public static Problem transientFault(String code, String message) {
        return new Problem(code, message, true, false);
    }

    /** It is unknown whether the change was made. */
    public static Problem uncertain(String code, String message) {
        return new Problem(code, message, true, true);
    }

    /** The same problem, with this subject before its message. */
    public Problem about(String what) {
        return new Problem(code, what + ": " + message, retryable, mayHaveHappened);
    }

    public Json.Obj toJson() {
        return Json.obj()
                .with("code", code)
                .with("message", message)
                .with("retryable", retryable)
                .with("mayHaveHappened", mayHaveHappened);
    }

    public static Problem fromJson(View json) throws JsonException {
        return new Problem(
                json.at("code").text(),
                json.at("message").text(),
                json.at("retryable").bool(),
                json.at("mayHaveHappened").bool());
    }
}
