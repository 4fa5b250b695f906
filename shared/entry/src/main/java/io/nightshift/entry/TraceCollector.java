package io.nightshift.entry;

import io.nightshift.trace.ExportHeaders;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where spans go.
 *
 * @param endpoint the base address of an OTLP/HTTP collector
 * @param headers those of each export, in the form of {@link ExportHeaders}
 */
public record TraceCollector(URI endpoint, Optional<Secret> headers) {

    /** Without headers of its own. */
    public static TraceCollector at(URI endpoint) {
        return new TraceCollector(endpoint, Optional.empty());
    }

    /** Reads the headers anew at each export, so that a rotated key is used and no snapshot contains one. */
    Supplier<Map<String, String>> headers(SecretStore store) {
        return () ->
                headers.map(secret -> ExportHeaders.parse(secret.value(store))).orElse(Map.of());
    }
}
