package io.nightshift.chat.google;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.web.HttpResult;
import io.nightshift.web.WebClient;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tokens by the key of a service account: a signed assertion is exchanged for one.
 *
 * @see <a href="https://developers.google.com/identity/protocols/oauth2/service-account#httprest">Google: the exchange</a>
 */
final class ServiceAccountAccess implements GoogleAccess {

    private static final String SCOPE = "https://www.googleapis.com/auth/chat.bot";
    private static final URI EXCHANGE = URI.create("https://oauth2.googleapis.com/token");
    private static final long SECONDS = 3_600;
    private static final int LONGEST_ANSWER = 64 * 1024;

    private final Supplier<String> key;
    private final WebClient web;
    private final InstantSource clock;
    private Optional<String> token = Optional.empty();
    private Instant until = Instant.MIN;

    /** @param key the JSON of the key, read when a token is needed */
    ServiceAccountAccess(Supplier<String> key, WebClient web, InstantSource clock) {
        this.key = key;
        this.web = web;
        this.clock = clock;
    }

    @Override
    public synchronized Optional<String> token() {
        var now = clock.instant();
        if (token.isEmpty() || !now.isBefore(until)) {
            try {
                var account = View.of(Json.parse(key.get(), JsonLimits.DEFAULT));
                token = exchange(account, now);
                until = now.plusSeconds(SECONDS - 300);
            } catch (JsonException | GeneralSecurityException | IllegalArgumentException e) {
                // The text of the exception may repeat the key.
                token = Optional.empty();
            }
        }
        return token;
    }

    private Optional<String> exchange(View account, Instant now) throws JsonException, GeneralSecurityException {
        var address = account.at("token_uri").optionalText().map(URI::create).orElse(EXCHANGE);
        var claims = Json.obj()
                .with("iss", account.at("client_email").text())
                .with("scope", SCOPE)
                .with("aud", address.toString())
                .with("iat", now.getEpochSecond())
                .with("exp", now.getEpochSecond() + SECONDS);
        var header = Json.obj().with("alg", "RS256").with("typ", "JWT");
        var signed = part(header.bytes()) + "." + part(claims.bytes());
        var assertion = signed + "." + part(signature(account.at("private_key").text(), signed));
        var form =
                "grant_type=" + URLEncoder.encode("urn:ietf:params:oauth:grant-type:jwt-bearer", StandardCharsets.UTF_8)
                        + "&assertion=" + assertion;
        var request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        return web.ask(request, LONGEST_ANSWER) instanceof HttpResult.Answered answered && answered.status() == 200
                ? View.of(Json.parse(answered.body(), JsonLimits.DEFAULT))
                        .at("access_token")
                        .optionalText()
                : Optional.empty();
    }

    private static byte[] signature(String pem, String text) throws GeneralSecurityException {
        var der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der)));
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        return signature.sign();
    }

    private static String part(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
