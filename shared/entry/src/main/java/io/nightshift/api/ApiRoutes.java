package io.nightshift.api;

import java.io.IOException;

/** Paths that a function adds to the {@link HttpApi}; they authenticate their callers themselves. */
public interface ApiRoutes {

    /** Reports whether it answers this request; by its path. */
    boolean serves(ApiRequest request);

    /** Throws {@link IOException} only if the body cannot be read. */
    ApiResponse answer(ApiRequest request) throws IOException;
}
