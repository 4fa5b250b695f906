package io.nightshift.api;

import java.io.IOException;

/** Everything that a host serves by HTTP. */
@FunctionalInterface
public interface ApiEndpoint {

    /** Throws only if the body cannot be read. */
    ApiResponse answer(ApiRequest request) throws IOException;
}
