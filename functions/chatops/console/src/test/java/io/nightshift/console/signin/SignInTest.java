package io.nightshift.console.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.nightshift.api.ApiRequest;
import io.nightshift.api.ApiResponse;
import io.nightshift.console.ConsoleAccess.Decision;
import io.nightshift.console.Role;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.SecretStore;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.Policy;
import io.nightshift.policy.PolicyParser;
import io.nightshift.sandbox.oidc.ProviderStandIn;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-in against a provider that checks what it gets, and lies where a test wants it. */
final class SignInTest {

    private static final String POLICY = """
            version: 1
            defaults: {page: ops}
            channels:
              ops: {kind: console}
            approvers:
              sre: [alice]
              operators: [olga]
              viewers: [vera]
            """;

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private Instant now = Instant.parse("2026-11-21T02:00:00Z");
    private ProviderStandIn provider;
    private SignIn signIn;

    @BeforeEach
    void start() throws Exception {
        provider = new ProviderStandIn();
        var settings = new SignInSettings(
                URI.create("http://localhost:8484"),
                provider.issuer(),
                ProviderStandIn.CLIENT,
                Optional.empty(),
                "email");
        var host = new FunctionHost(() -> now, new PrintStream(log, true, StandardCharsets.UTF_8));
        var policy = policy();
        signIn = new SignIn(settings, SecretStore.NONE, ledger, () -> policy, host);
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    private static Policy policy() {
        return switch (new PolicyParser(List.of()).parse(POLICY)) {
            case Parsed.Valid valid -> valid.policy();
            case Parsed.Invalid invalid -> throw new AssertionError(invalid.problems());
        };
    }

    private static ApiRequest request(
            String method, String path, Map<String, String> query, String cookies, String body) {
        var text = query.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return new ApiRequest(
                method,
                path,
                text,
                Map.of("Host", "localhost:8484", "Cookie", cookies),
                ApiRequest.Body.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    private ApiResponse get(String path, Map<String, String> query, String cookies) throws Exception {
        return signIn.own(request("GET", path, query, cookies, "")).orElseThrow();
    }

    private static String cookie(ApiResponse response, String name) {
        return response.cookies().stream()
                .filter(one -> one.startsWith(name + "="))
                .map(one -> one.substring(0, one.indexOf(';')))
                .findFirst()
                .orElse("");
    }

    private ApiResponse signedIn() throws Exception {
        var begun = get("/console/sign-in", Map.of("to", "/console/runs?state=open"), "");
        var back = provider.signIn(
                URI.create(Objects.requireNonNull(begun.headers().get("Location"))));
        return get("/console/signed-in", back, cookie(begun, "__Host-nightshift-login"));
    }

    private Decision decision(String cookies) {
        return signIn.decide(request("GET", "/console", Map.of(), cookies, ""));
    }

    @Test
    void letsAPersonInWhomProviderAndPolicyKnow() throws Exception {
        var done = signedIn();
        assertThat(done.status()).isEqualTo(303);
        assertThat(done.headers()).containsEntry("Location", "/console/runs?state=open");
        assertThat(done.cookies())
                .allSatisfy(one -> assertThat(one).contains("Path=/", "Secure", "HttpOnly", "SameSite=Lax"));
        var session = cookie(done, "__Host-nightshift-session");
        assertThat(decision(session)).isInstanceOfSatisfying(Decision.Granted.class, granted -> {
            assertThat(granted.visitor().name()).isEqualTo("alice");
            assertThat(granted.visitor().role()).isEqualTo(Role.APPROVER);
        });
        assertThat(stored(ledger))
                .doesNotContain(session.substring(session.indexOf('=') + 1))
                .contains("signed-in");
        assertThat(Audit.verify(ledger, Sessions.LOG.id()).whole()).isTrue();
    }

    private static String stored(Ledger ledger) {
        return ledger.entries(Sessions.LOG.id()).stream()
                .map(entry -> entry.toJson().text())
                .collect(Collectors.joining("\n"));
    }

    @Test
    void aSessionEndsByItselfAndBySigningOut() throws Exception {
        var session = cookie(signedIn(), "__Host-nightshift-session");
        var token = ((Decision.Granted) decision(session)).visitor().token();
        assertThat(signIn.own(request("POST", "/console/sign-out", Map.of(), session, "token=x"))
                        .orElseThrow()
                        .status())
                .isEqualTo(403);
        assertThat(decision(session)).isInstanceOf(Decision.Granted.class);
        signIn.own(request("POST", "/console/sign-out", Map.of(), session, "token=" + token));
        assertThat(decision(session)).isInstanceOf(Decision.Refused.class);

        var other = cookie(signedIn(), "__Host-nightshift-session");
        now = now.plus(Duration.ofHours(12));
        assertThat(decision(other)).isInstanceOf(Decision.Refused.class);
        assertThat(decision("__Host-nightshift-session=guessed")).isInstanceOf(Decision.Refused.class);
    }

    static Stream<UnaryOperator<JWTClaimsSet.Builder>> lies() {
        return Stream.of(
                set -> set.claim("nonce", "another"),
                set -> set.claim("nonce", null),
                set -> set.audience("another"),
                set -> set.issuer("http://localhost:1"),
                set -> set.expirationTime(Date.from(Instant.now().minusSeconds(3600))),
                set -> set.claim("email_verified", false),
                set -> set.claim("email_verified", null),
                set -> set.claim("email", "mallory"),
                set -> set.claim("email", null));
    }

    @ParameterizedTest
    @MethodSource("lies")
    void letsNobodyInWhomTheTokenDoesNotProve(UnaryOperator<JWTClaimsSet.Builder> lie) throws Exception {
        provider.lie(lie);
        assertNobodyIn(signedIn());
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256"})
    void takesNoTokenWithoutTheProvidersSignature(String signature) throws Exception {
        provider.signBy(signature);
        assertNobodyIn(signedIn());
    }

    @Test
    void takesNoTokenThatAnotherKeySigned() throws Exception {
        provider.signByAnotherKey();
        assertNobodyIn(signedIn());
    }

    private static void assertNobodyIn(ApiResponse response) {
        assertThat(response.status()).isIn(403, 502);
        assertThat(cookie(response, "__Host-nightshift-session")).isEmpty();
    }

    @Test
    void takesOnlyTheSignInThatTheBrowserBegan() throws Exception {
        var begun = get("/console/sign-in", Map.of(), "");
        var back = provider.signIn(
                URI.create(Objects.requireNonNull(begun.headers().get("Location"))));
        var login = cookie(begun, "__Host-nightshift-login");
        assertNobodyIn(get("/console/signed-in", back, ""));
        assertNobodyIn(get("/console/signed-in", Map.of("code", "code-0", "state", "another"), login));
        assertNobodyIn(get("/console/signed-in", Map.of("state", Objects.requireNonNull(back.get("state"))), login));
        assertNobodyIn(get("/console/signed-in", back, login + "; " + login));
        assertThat(get("/console/signed-in", back, login).status()).isEqualTo(303);
        assertNobodyIn(get("/console/signed-in", back, login));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example",
                "/\\evil.example",
                "/console\\..\\evil",
                "/console/sign-out",
                "/consolexyz",
                "/console\r\nX: y",
                ""
            })
    void leadsToNoOtherSiteAfterwards(String wanted) {
        assertThat(LoginCookie.page(wanted)).isEqualTo("/console");
    }

    @Test
    void limitsTheAttempts() throws Exception {
        for (int i = 0; i < 120; i++) {
            get("/console/signed-in", Map.of(), "");
        }
        assertThat(get("/console/signed-in", Map.of(), "").status()).isEqualTo(429);
        now = now.plusSeconds(60);
        assertThat(get("/console/signed-in", Map.of(), "").status()).isEqualTo(403);
    }

    @Test
    void givesTheRolesOfThePolicy() {
        var policy = policy();
        var roles = new ConsoleRoles(() -> policy);
        assertThat(roles.of("alice")).contains(Role.APPROVER);
        assertThat(roles.of("olga")).contains(Role.OPERATOR);
        assertThat(roles.of("vera")).contains(Role.VIEWER);
        assertThat(roles.of("mallory")).isEmpty();
    }
}
