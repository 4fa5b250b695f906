package io.nightshift.promotion.neutral.registry;

import static io.nightshift.promotion.neutral.registry.Asked.problem;
import static io.nightshift.promotion.neutral.registry.Asked.query;
import static io.nightshift.promotion.neutral.registry.Asked.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.sandbox.ManualClock;
import io.nightshift.sandbox.registry.Pusher;
import io.nightshift.sandbox.registry.RegistryStandIn;
import io.nightshift.sandbox.registry.RegistryStandIn.Login;
import io.nightshift.sandbox.registry.Signer;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.web.WebClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over the stand-in, which knows referrers; and what is hostile. */
final class SignatureGateTest extends ReadsSignatures {

    private final RegistryStandIn registry = new RegistryStandIn(Login.TOKEN, true);

    @AfterEach
    void stop() {
        registry.close();
    }

    @Override
    Pusher pusher() {
        return registry.pusher();
    }

    @Override
    boolean knowsReferrers() {
        return true;
    }

    private String why(Json.Obj layer, String digest) {
        Signer.tag(pusher(), "shop/web", digest, List.of(layer));
        var seen = look("shop/web", digest);
        assertThat(seen.health()).isEqualTo(Health.UNWELL);
        return reason(seen).replace("the one signature of the image does not count: ", "");
    }

    private String why(String payload, String digest) {
        return why(layer("shop/web", signer, payload), digest);
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, 2048, SHA256withRSA",
        "RSA, 3072, SHA256withRSA",
        "Ed25519, 0, Ed25519",
        "EC, 256, SHA256withECDSA"
    })
    void allKindsOfKeysOfCosignAreKnown(String kind, int bits, String algorithm) {
        var other = Signer.of(kind, bits, algorithm);
        var digest = pushed("shop/web");
        Signer.tag(
                pusher(),
                "shop/web",
                digest,
                List.of(layer("shop/web", other, Signer.payload(image("shop/web"), digest))));
        assertThat(look("shop/web", digest, Json.obj().with("key", other.pem())).health())
                .isEqualTo(Health.WELL);
        assertThat(look("shop/web", digest, Json.obj().with("key", signer.pem() + other.pem()))
                        .health())
                .as("any of several keys")
                .isEqualTo(Health.WELL);
        assertThat(look("shop/web", digest).health()).isEqualTo(Health.UNWELL);
    }

    @Test
    void whatIsSignedHasToBeTheImage() {
        var digest = pushed("shop/web");
        assertThat(why(Signer.payload(image("shop/web"), "sha256:" + "ab".repeat(32)), digest))
                .isEqualTo("it is of another image");
        assertThat(why(Signer.payload(image("shop/other"), digest), digest))
                .isEqualTo("it was made for another name than " + image("shop/web"));
        assertThat(why(
                        Signer.payload(image("shop/web"), digest).replace("cosign container image signature", "atomic"),
                        digest))
                .isEqualTo("it is of another type than cosign's signatures of images");
    }

    @Test
    void aMirrorSaysUnderWhichNameItsImagesAreSigned() {
        var digest = pushed("shop/web");
        var payload = Signer.payload("docker.io/library/nginx:1.27@" + digest, digest);
        Signer.tag(pusher(), "shop/web", digest, List.of(layer("shop/web", signer, payload)));
        var key = Json.obj().with("key", "keys/shop.pem");
        assertThat(look("shop/web", digest, key).health()).isEqualTo(Health.UNWELL);
        assertThat(look("shop/web", digest, key.with("identity", "index.docker.io/library/nginx"))
                        .health())
                .isEqualTo(Health.WELL);
        assertThat(look("shop/web", digest, key.with("identity", "*")).health()).isEqualTo(Health.WELL);
    }

    @Test
    void aSignatureOverAnotherPayloadIsWorthNothing() {
        var digest = pushed("shop/web");
        var payload = Signer.payload(image("shop/web"), digest);
        var other = signer.signed("something else".getBytes(StandardCharsets.UTF_8));
        assertThat(why(Signer.layer(pusher(), "shop/web", payload, other), digest))
                .isEqualTo("none of the given keys made it");
        assertThat(why(Signer.layer(pusher(), "shop/web", payload, "§§§"), digest))
                .isEqualTo("it is no base64");
        assertThat(why(Signer.layer(pusher(), "shop/web", payload, ""), digest))
                .isEqualTo("none of the given keys made it");
        var zeros = Base64.getEncoder().encodeToString(new byte[] {0x30, 6, 2, 1, 0, 2, 1, 0});
        assertThat(why(Signer.layer(pusher(), "shop/web", payload, zeros), digest))
                .as("r = s = 0, which JDKs of 2022 believed")
                .isEqualTo("none of the given keys made it");
    }

    @Test
    void whatIsSignedAndCannotBeReadIsSaidSo() {
        var digest = pushed("shop/web");
        var payload = Signer.payload(image("shop/web"), digest);
        assertThat(why(payload.substring(0, 80), digest)).startsWith("what was signed cannot be read: line 1");
        assertThat(why("{}", digest)).isEqualTo("what was signed cannot be read: $.critical.type is missing");
        assertThat(why("{\"critical\": {\"type\": {}}}", digest)).contains("$.critical.type is of type object");
        assertThat(why(" ".repeat(300_000), digest))
                .isEqualTo("what the registry has there is longer than 262144 bytes");
    }

    @Test
    void aSignatureWithoutItsPayloadOrItsAnnotationIsSaidSo() {
        var digest = pushed("shop/web");
        var gone = Json.obj().with("mediaType", Signer.SIMPLE).with("digest", "sha256:" + "cd".repeat(32));
        assertThat(why(gone, digest)).isEqualTo("what was signed is not in the registry");
        var bare = pusher().blob("shop/web", Signer.SIMPLE, "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(why(bare, digest))
                .isEqualTo(
                        "its manifest cannot be read: $.layers[0].annotations[\"dev.cosignproject.cosign/signature\"] is missing");
    }

    @Test
    void aHundredSignaturesAreNotAllLookedAt() {
        var digest = pushed("shop/web");
        var layer = layer("shop/web", Signer.ecdsa(), Signer.payload(image("shop/web"), digest));
        Signer.tag(pusher(), "shop/web", digest, Collections.nCopies(100, layer));
        assertThat(reason(look("shop/web", digest))).startsWith("none of the 50 signatures of the image counts: ");
    }

    @Test
    void aRegistryThatIsSlowWithEachOfManyIsGivenUp() {
        var digest = pushed("shop/web");
        var layer = layer("shop/web", Signer.ecdsa(), Signer.payload(image("shop/web"), digest));
        Signer.tag(pusher(), "shop/web", digest, Collections.nCopies(50, layer));
        registry.wire().forgetRequests();
        // Each look at this clock takes ten seconds.
        var clock = new ManualClock(Instant.parse("2026-11-21T12:00:00Z"));
        var web = new WebClient(Duration.ofSeconds(5), Duration.ofSeconds(40), () -> {
            clock.pass(Duration.ofSeconds(10));
            return clock.instant();
        });
        var observer = new SignatureGate(
                new Registries(web, host -> Optional.of(ReadsImages.LOGIN), Set.of(registry.host())),
                new GivenKeys(Map.of("k", signer.pem()), Map.of()));
        var gate = Json.obj().with("kind", "signature").with("key", "k");
        var problem = problem(
                observer,
                query(
                        PromotionQueries.GATE,
                        image("shop/web"),
                        Json.obj().with("digest", digest).with("gate", gate)));
        assertThat(problem.code()).isEqualTo("Timeout");
        assertThat(problem.message()).isEqualTo("127.0.0.1 answered too slowly altogether");
        assertThat(registry.wire().requests()).hasSize(3);
    }

    @Test
    void aRegistryThatFailsOnTheWayIsAskedAgain() {
        var digest = pushed("shop/web");
        registry.wire().repeat(2, request -> request.path().contains("/referrers/"), WireReply.empty(503));
        var observer = new SignatureGate(
                new Registries(
                        new WebClient(Duration.ofSeconds(5), InstantSource.system()),
                        host -> Optional.of(ReadsImages.LOGIN),
                        Set.of(registry.host())),
                new GivenKeys(Map.of("k", signer.pem()), Map.of()));
        var with = Json.obj()
                .with("digest", digest)
                .with("gate", Json.obj().with("kind", "signature").with("key", "k"));
        assertThat(problem(observer, query(PromotionQueries.GATE, image("shop/web"), with))
                        .retryable())
                .isTrue();
        Signer.tag(
                pusher(),
                "shop/web",
                digest,
                List.of(layer("shop/web", signer, Signer.payload(image("shop/web"), digest))));
        assertThat(look("shop/web", digest).health())
                .as("what is proven needs no more")
                .isEqualTo(Health.WELL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-----BEGIN PRIVATE KEY-----\\nY2FuYXJ5\\n-----END PRIVATE KEY----- | it is a private key, which belongs to who signs; expected the public one",
                "-----BEGIN CERTIFICATE-----\\nY2FuYXJ5\\n-----END CERTIFICATE----- | it is no public key; expected BEGIN PUBLIC KEY",
                "-----BEGIN PUBLIC KEY-----\\nY2FuYXJ5\\n-----END PUBLIC KEY----- | it is of no kind that is known: ECDSA on P-256, RSA, Ed25519",
                "-----BEGIN PUBLIC KEY----- canary | it holds no key in PEM; expected BEGIN PUBLIC KEY"
            })
    void aKeyThatIsNoneIsNamedAndNotRepeated(String pem, String why) {
        var seen = look("shop/web", pushed("shop/web"), Json.obj().with("key", pem.replace("\\n", "\n")));
        assertThat(reason(seen)).isEqualTo("the key of the gate cannot be used: " + why);
    }

    @ParameterizedTest
    @CsvSource({
        "EC, 384, SHA384withECDSA, it is on a curve other than P-256",
        "RSA, 1024, SHA256withRSA, it has 1024 bits; expected 2048 or more"
    })
    void aKeyThatIsTooWeakOrUnknownIsRefused(String kind, int bits, String algorithm, String why) {
        var pem = Signer.of(kind, bits, algorithm).pem();
        assertThat(reason(look("shop/web", pushed("shop/web"), Json.obj().with("key", pem))))
                .isEqualTo("the key of the gate cannot be used: " + why);
    }

    @Test
    void aKeyThatIsNotThereIsAProblemOfThePolicy() {
        var observer = new SignatureGate(
                new Registries(new WebClient(Duration.ofSeconds(5), InstantSource.system()), Logins.NONE, Set.of()),
                new GivenKeys(Map.of(), Map.of()));
        var gate = Json.obj().with("kind", "signature").with("keyFromEnv", "NO_SUCH");
        var with = Json.obj().with("digest", "sha256:" + "ab".repeat(32)).with("gate", gate);
        assertThat(problem(observer, query(PromotionQueries.GATE, "registry.example/web", with))
                        .message())
                .isEqualTo("the gate cannot be read: $.gate.keyFromEnv names a variable that is not set");
    }
}
