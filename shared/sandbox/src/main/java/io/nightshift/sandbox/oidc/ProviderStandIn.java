package io.nightshift.sandbox.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nightshift.core.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/** An OpenID provider that takes each code once, checks client, redirect address and PKCE, and can be told to lie. */
public final class ProviderStandIn implements AutoCloseable {

    public static final String CLIENT = "nightshift";
    private final HttpServer server;
    /** Making one takes a while. */
    private static final RSAKey KEY = newKey();

    private final RSAKey key = KEY;
    private final Set<String> used = new HashSet<>();
    private Map<String, String> asked = new HashMap<>();

    private UnaryOperator<JWTClaimsSet.Builder> claims = UnaryOperator.identity();
    private String signature = "RS256";

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("one").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public ProviderStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/.well-known/openid-configuration", exchange -> send(exchange, 200, description()));
        server.createContext("/keys", exchange -> send(exchange, 200, new JWKSet(key).toString(true)));
        server.createContext("/token", this::token);
        server.start();
    }

    public URI issuer() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** What the browser would be asked for; returns the query with which it comes back. */
    public Map<String, String> signIn(URI address) {
        asked = fields(address.getRawQuery());
        return Map.of("code", "code-" + used.size(), "state", field("state"));
    }

    /** From now on its tokens have these claims instead. */
    public void lie(UnaryOperator<JWTClaimsSet.Builder> others) {
        claims = others;
    }

    /** @param algorithm RS256, HS256 or none */
    public void signBy(String algorithm) {
        signature = algorithm;
    }

    /** From now on it signs by a key that it does not publish. */
    public void signByAnotherKey() {
        signsByAnotherKey = true;
    }

    private static Map<String, String> fields(String form) {
        var fields = new HashMap<String, String>();
        URLUtils.parseParameters(form).forEach((name, values) -> fields.put(name, values.getFirst()));
        return fields;
    }

    private String field(String name) {
        return Objects.requireNonNull(asked.get(name), name);
    }

    private String description() {
        var issuer = issuer().toString();
        return Json.obj()
                .with("issuer", issuer)
                .with("authorization_endpoint", issuer + "/authorize")
                .with("token_endpoint", issuer + "/token")
                .with("jwks_uri", issuer + "/keys")
                .with("response_types_supported", Json.arr(Json.of("code")))
                .with("subject_types_supported", Json.arr(Json.of("public")))
                .with(
                        "id_token_signing_alg_values_supported",
                        Json.arr(Json.of("RS256"), Json.of("HS256"), Json.of("none")))
                .text();
    }

    private void token(HttpExchange exchange) throws IOException {
        var sent = fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var verifier = new CodeVerifier(sent.getOrDefault("code_verifier", "x".repeat(43)));
        boolean right = CLIENT.equals(sent.get("client_id"))
                && field("redirect_uri").equals(sent.get("redirect_uri"))
                && field("code_challenge_method").equals("S256")
                && CodeChallenge.compute(CodeChallengeMethod.S256, verifier)
                        .getValue()
                        .equals(field("code_challenge"))
                && used.add(sent.getOrDefault("code", ""));
        if (!right) {
            send(exchange, 400, Json.obj().with("error", "invalid_grant").text());
            return;
        }
        try {
            send(
                    exchange,
                    200,
                    Json.obj()
                            .with("access_token", "a")
                            .with("token_type", "Bearer")
                            .with("id_token", idToken())
                            .text());
        } catch (JOSEException e) {
            throw new IOException(e);
        }
    }

    private String idToken() throws JOSEException {
        var now = Instant.now();
        var set = claims.apply(new JWTClaimsSet.Builder()
                        .issuer(issuer().toString())
                        .subject("alice-1")
                        .audience(CLIENT)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(300)))
                        .claim("nonce", field("nonce"))
                        .claim("email", "alice")
                        .claim("email_verified", true))
                .build();
        if (signature.equals("none")) {
            return new PlainJWT(set).serialize();
        }
        var header = new JWSHeader.Builder(JWSAlgorithm.parse(signature))
                .keyID("one")
                .build();
        var token = new SignedJWT(header, set);
        token.sign(signature.equals("HS256") ? new MACSigner("0".repeat(32)) : new RSASSASigner(signer()));
        return token.serialize();
    }

    private boolean signsByAnotherKey;

    private RSAKey signer() {
        return signsByAnotherKey ? newKey() : key;
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
