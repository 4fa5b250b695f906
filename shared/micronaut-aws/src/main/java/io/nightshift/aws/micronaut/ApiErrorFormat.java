package io.nightshift.aws.micronaut;

import io.micronaut.context.annotation.Primary;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.nightshift.core.json.Json;
import jakarta.inject.Singleton;

/**
 * Writes Micronaut's own refusals in the form of the HTTP API: Micronaut's texts would repeat the request, and would need an
 * object mapper.
 */
@Primary
@Singleton
final class ApiErrorFormat implements ErrorResponseProcessor<byte[]> {

    @Override
    public MutableHttpResponse<byte[]> processResponse(ErrorContext error, MutableHttpResponse<?> response) {
        return response.body(
                        Json.obj().with("error", "this request is not right").bytes())
                .contentType(MediaType.APPLICATION_JSON_TYPE);
    }
}
