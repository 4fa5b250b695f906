package io.nightshift.console;

import io.nightshift.api.ApiRequest;
import io.nightshift.api.ApiResponse;
import io.nightshift.api.CrossSiteCheck;
import java.io.IOException;
import java.util.Optional;

/** Decides who a request comes from. */
public interface ConsoleAccess {

    /** The answer to that question. */
    sealed interface Decision {

        record Granted(Visitor visitor) implements Decision {}

        /** The response to send instead of the page, such as a way to sign in. */
        record Refused(ApiResponse response) implements Decision {}
    }

    Decision decide(ApiRequest request);

    /** Answers the paths of signing in and out; empty for every other path. */
    default Optional<ApiResponse> own(ApiRequest request) throws IOException {
        return Optional.empty();
    }

    /** Reports whether a page of another origin sent the request. */
    default boolean isForeign(ApiRequest request) {
        return CrossSiteCheck.isForeign(request);
    }

    /** Reports whether a visitor can sign out. */
    default boolean signsOut() {
        return false;
    }

    /** How the console is protected, in a few words. */
    String description();
}
