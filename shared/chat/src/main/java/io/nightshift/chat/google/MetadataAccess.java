package io.nightshift.chat.google;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.web.HttpResult;
import io.nightshift.web.WebClient;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Tokens of the service account that the process runs as, on Google Cloud. */
final class MetadataAccess implements GoogleAccess {

    private static final URI ADDRESS = URI.create("http://metadata.google.internal/computeMetadata/v1/instance/"
            + "service-accounts/default/token?scopes=https://www.googleapis.com/auth/chat.bot");
    private static final int LONGEST_ANSWER = 64 * 1024;

    private final WebClient web;
    private final InstantSource clock;
    private Optional<String> token = Optional.empty();
    private Instant until = Instant.MIN;

    MetadataAccess(WebClient web, InstantSource clock) {
        this.web = web;
        this.clock = clock;
    }

    @Override
    public synchronized Optional<String> token() {
        var now = clock.instant();
        if (token.isPresent() && now.isBefore(until)) {
            return token;
        }
        var request = HttpRequest.newBuilder(ADDRESS)
                .header("Metadata-Flavor", "Google")
                .GET();
        if (web.ask(request, LONGEST_ANSWER) instanceof HttpResult.Answered answered && answered.status() == 200) {
            try {
                var json = View.of(Json.parse(answered.body(), JsonLimits.DEFAULT));
                token = json.at("access_token").optionalText();
                until = now.plusSeconds(json.at("expires_in").integerOr(60) - 60);
                return token;
            } catch (JsonException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
