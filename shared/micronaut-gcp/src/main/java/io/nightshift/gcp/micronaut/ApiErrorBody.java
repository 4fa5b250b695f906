package io.nightshift.gcp.micronaut;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.JsonErrorResponseBodyProvider;
import io.nightshift.core.json.Json;
import jakarta.inject.Singleton;

/** The response if no route matches, in the form of the HTTP API. Micronaut's own text would repeat the request. */
@Singleton
final class ApiErrorBody implements JsonErrorResponseBodyProvider<byte[]> {

    @Override
    public byte[] body(ErrorContext context, HttpResponse<?> response) {
        return said(response);
    }

    static byte[] said(HttpResponse<?> response) {
        return Json.obj().with("error", response.reason()).bytes();
    }
}
