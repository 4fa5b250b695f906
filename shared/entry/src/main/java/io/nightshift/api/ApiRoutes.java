package io.nightshift.api;

import java.io.IOException;

/** A part of the HTTP interface that is asked before the paths of {@link HttpApi} itself, such as the console or a chat. */
public interface ApiRoutes {

    /** Reports whether the request is for this part, whatever its method. It reads no body. */
    boolean serves(ApiRequest request);

    /**
     * Authenticates and answers the request; neither the intake token nor the loopback check has been applied.
     *
     * @throws IOException only if the body cannot be read
     */
    ApiResponse answer(ApiRequest request) throws IOException;
}
