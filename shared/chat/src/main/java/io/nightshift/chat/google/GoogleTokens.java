package io.nightshift.chat.google;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.JsonLimits;
import io.nightshift.core.json.View;
import io.nightshift.web.HttpResult;
import io.nightshift.web.WebClient;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies the token that Google Chat sends with each request: an ID token of Google for our URL, of the service account of add-ons of
 * our project or of Chat itself; or, for apps whose audience is the project number, a token that Chat signed itself.
 *
 * @see <a href="https://developers.google.com/workspace/chat/verify-requests-from-chat">Google: verify requests</a>
 */
final class GoogleTokens {

    private static final String CHAT = "chat@system.gserviceaccount.com";
    private static final Set<String> GOOGLE = Set.of("https://accounts.google.com", "accounts.google.com");
    private static final Duration CLOCKS = Duration.ofMinutes(1);
    private static final Duration KEYS_COUNT = Duration.ofHours(1);
    private static final Duration ASK_AGAIN = Duration.ofMinutes(1);
    /** A token without a time of issue is from the future. */
    private static final long NEVER = 100_000_000_000L;

    private static final int LONGEST_TOKEN = 8_192;
    private static final int LONGEST_ANSWER = 256 * 1024;

    /** Where the keys are. */
    record Addresses(URI google, URI chat) {
        static final Addresses REAL = new Addresses(
                URI.create("https://www.googleapis.com/oauth2/v3/certs"),
                URI.create("https://www.googleapis.com/service_accounts/v1/jwk/" + CHAT));
    }

    private record Keys(Map<String, PublicKey> byId, Instant read) {}

    private final String audience;
    private final Optional<String> project;
    private final Addresses addresses;
    private final WebClient web;
    private final InstantSource clock;
    private final Map<URI, Keys> known = new HashMap<>();

    /**
     * @param audience the URL or the project number that the app is configured with
     * @param project the project number, for add-ons
     */
    GoogleTokens(String audience, Optional<String> project, Addresses addresses, WebClient web, InstantSource clock) {
        this.audience = audience;
        this.project = project;
        this.addresses = addresses;
        this.web = web;
        this.clock = clock;
    }

    /** Returns why the request is refused; empty if Google Chat sent it. */
    Optional<String> refusal(String authorization) {
        if (!authorization.startsWith("Bearer ") || authorization.length() > LONGEST_TOKEN) {
            return Optional.of("it has no token of Google");
        }
        var parts = authorization.substring("Bearer ".length()).strip().split("\\.", -1);
        try {
            if (parts.length != 3) {
                return Optional.of("its token is not a JWT");
            }
            var header = View.of(Json.parse(decoded(parts[0]), JsonLimits.DEFAULT));
            var claims = View.of(Json.parse(decoded(parts[1]), JsonLimits.DEFAULT));
            if (!header.at("alg").textOr("").equals("RS256")) {
                return Optional.of("its token is not signed by RS256");
            }
            boolean ofChat = claims.at("iss").textOr("").equals(CHAT);
            var key = key(
                    ofChat ? addresses.chat() : addresses.google(),
                    header.at("kid").textOr(""));
            if (key.isEmpty() || !signs(key.get(), parts)) {
                return Optional.of("its token is not signed by Google");
            }
            return claimed(claims, ofChat);
        } catch (JsonException | GeneralSecurityException | IllegalArgumentException e) {
            return Optional.of("its token cannot be read");
        }
    }

    private Optional<String> claimed(View claims, boolean ofChat) throws JsonException {
        var now = clock.instant();
        if (!claims.at("aud").textOr("").equals(audience)) {
            return Optional.of("its token is for somebody else");
        }
        if (!now.isBefore(Instant.ofEpochSecond(claims.at("exp").integerOr(0)).plus(CLOCKS))) {
            return Optional.of("its token has ended");
        }
        if (Instant.ofEpochSecond(claims.at("iat").integerOr(NEVER)).isAfter(now.plus(CLOCKS))) {
            return Optional.of("its token is from the future");
        }
        if (ofChat) {
            return Optional.empty();
        }
        var mail = claims.at("email").textOr("");
        boolean sender = mail.equals(CHAT)
                || project.map(number -> "service-" + number + "@gcp-sa-gsuiteaddons.iam.gserviceaccount.com")
                        .filter(mail::equals)
                        .isPresent();
        return GOOGLE.contains(claims.at("iss").textOr(""))
                        && claims.at("email_verified").boolOr(false)
                        && sender
                ? Optional.empty()
                : Optional.of("its token is not of Google Chat");
    }

    private static boolean signs(PublicKey key, String[] parts) throws GeneralSecurityException {
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(decoded(parts[2]));
    }

    private static byte[] decoded(String part) {
        return Base64.getUrlDecoder().decode(part);
    }

    /** An unknown key is looked up again, at most once a minute: Google rotates them. */
    private synchronized Optional<PublicKey> key(URI address, String id)
            throws JsonException, GeneralSecurityException {
        var now = clock.instant();
        var keys = known.get(address);
        boolean old = keys == null || !now.isBefore(keys.read().plus(KEYS_COUNT));
        boolean unknown = keys != null
                && !keys.byId().containsKey(id)
                && !now.isBefore(keys.read().plus(ASK_AGAIN));
        if (old || unknown) {
            var read = read(address, now);
            if (read.isPresent()) {
                known.put(address, read.get());
                keys = read.get();
            }
        }
        return keys == null ? Optional.empty() : Optional.ofNullable(keys.byId().get(id));
    }

    private Optional<Keys> read(URI address, Instant now) throws JsonException, GeneralSecurityException {
        if (!(web.ask(HttpRequest.newBuilder(address).GET(), LONGEST_ANSWER) instanceof HttpResult.Answered answered)
                || answered.status() != 200) {
            return Optional.empty();
        }
        var keys = new HashMap<String, PublicKey>();
        for (var key : View.of(Json.parse(answered.body(), JsonLimits.DEFAULT))
                .at("keys")
                .items()) {
            if (key.at("kty").textOr("").equals("RSA")) {
                var spec = new RSAPublicKeySpec(
                        new BigInteger(1, decoded(key.at("n").text())),
                        new BigInteger(1, decoded(key.at("e").text())));
                keys.put(key.at("kid").textOr(""), KeyFactory.getInstance("RSA").generatePublic(spec));
            }
        }
        return Optional.of(new Keys(keys, now));
    }
}
