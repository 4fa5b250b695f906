package io.nightshift.promotion.neutral.registry;

import static io.nightshift.promotion.neutral.registry.Asked.detail;
import static io.nightshift.promotion.neutral.registry.Asked.query;
import static io.nightshift.promotion.neutral.registry.Asked.reason;
import static io.nightshift.promotion.neutral.registry.Asked.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.sandbox.registry.Pusher;
import io.nightshift.sandbox.registry.Signer;
import io.nightshift.web.WebClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where cosign puts its signatures, in every registry. */
abstract class ReadsSignatures {

    private static final String SIGNED = "https://sigstore.dev/cosign/sign/v1";

    final Signer signer = Signer.ecdsa();
    private final WebClient web = new WebClient(Duration.ofSeconds(20), InstantSource.system());

    abstract Pusher pusher();

    abstract boolean knowsReferrers();

    final String image(String path) {
        return pusher().registry().getAuthority() + "/" + path;
    }

    final Observed.Seen look(String path, String digest, Json.Obj gate) {
        var keys = new GivenKeys(Map.of("keys/shop.pem", signer.pem()), Map.of("SHOP_KEY", signer.pem()));
        var observer = new SignatureGate(
                new Registries(
                        web,
                        host -> Optional.of(ReadsImages.LOGIN),
                        Set.of(pusher().registry().getAuthority())),
                keys);
        var with = Json.obj().with("digest", digest).with("gate", gate.with("kind", "signature"));
        return seen(observer, query(PromotionQueries.GATE, image(path), with));
    }

    final Observed.Seen look(String path, String digest) {
        return look(path, digest, Json.obj().with("key", "keys/shop.pem"));
    }

    final String pushed(String path) {
        return pusher().image(path, "v1", "linux/amd64", ReadsImages.CREATED);
    }

    final Json.Obj layer(String path, Signer by, String payload) {
        return Signer.layer(pusher(), path, payload, by.signed(payload.getBytes(StandardCharsets.UTF_8)));
    }

    private void attach(String path, String digest, String type, Json.Obj layer) {
        var manifest = Signer.refer(pusher(), path, digest, type, List.of(layer));
        if (!knowsReferrers()) {
            // What a client does for a registry without the API.
            var entry = Json.obj()
                    .with("mediaType", Pusher.OCI_MANIFEST)
                    .with("digest", manifest)
                    .with("size", 1)
                    .with("artifactType", type);
            pusher().manifest(
                            path,
                            digest.replace(':', '-'),
                            Pusher.OCI_INDEX,
                            Json.obj()
                                    .with("schemaVersion", 2)
                                    .with("mediaType", Pusher.OCI_INDEX)
                                    .with("manifests", Json.arr(entry)));
        }
    }

    @Test
    void aSignatureUnderCosignsTagOpensTheGate() {
        var digest = pushed("shop/tagged");
        var payload = Signer.payload(image("shop/tagged"), digest);
        Signer.tag(pusher(), "shop/tagged", digest, List.of(layer("shop/tagged", signer, payload)));
        assertThat(detail(look("shop/tagged", digest), "reason")).startsWith("signed by the key sha256:");
        assertThat(detail(look("shop/tagged", digest, Json.obj().with("keyFromEnv", "SHOP_KEY")), "reason"))
                .startsWith("signed");
        assertThat(detail(look("shop/tagged", digest, Json.obj().with("key", signer.pem())), "reason"))
                .startsWith("signed");
    }

    @Test
    void aSignatureThatRefersToTheImageOpensTheGate() {
        var digest = pushed("shop/refers");
        var payload = Signer.payload(image("shop/refers"), digest);
        attach(
                "shop/refers",
                digest,
                "application/vnd.dev.cosign.artifact.sig.v1+json",
                layer("shop/refers", signer, payload));
        assertThat(look("shop/refers", digest).health()).isEqualTo(Health.WELL);
    }

    @Test
    void aBundleOfCosign3OpensTheGate() {
        var digest = pushed("shop/bundled");
        var bundle = signer.bundle(SIGNED, digest).bytes();
        attach("shop/bundled", digest, Signer.BUNDLE, pusher().blob("shop/bundled", Signer.BUNDLE, bundle));
        assertThat(look("shop/bundled", digest).health()).isEqualTo(Health.WELL);
    }

    @ParameterizedTest
    @CsvSource({
        "https://slsa.dev/provenance/v1, true, true, it states something else than that the image is signed",
        "https://sigstore.dev/cosign/sign/v1, false, true, it is of another image",
        "https://sigstore.dev/cosign/sign/v1, true, false, none of the given keys made it"
    })
    void aBundleOfSomethingElseDoesNot(String predicate, boolean ofIt, boolean byUs, String why) {
        var path = "shop/else-" + Integer.toUnsignedString(why.hashCode());
        var digest = pushed(path);
        var bundle = (byUs ? signer : Signer.ecdsa())
                .bundle(predicate, ofIt ? digest : "sha256:" + "ab".repeat(32))
                .bytes();
        attach(path, digest, Signer.BUNDLE, pusher().blob(path, Signer.BUNDLE, bundle));
        assertThat(reason(look(path, digest))).isEqualTo("the one signature of the image does not count: " + why);
    }

    @Test
    void anImageWithoutASignatureMayGetOne() {
        var digest = pushed("shop/unsigned");
        var seen = look("shop/unsigned", digest);
        assertThat(seen.health()).isEqualTo(Health.UNKNOWN);
        assertThat(reason(seen)).isEqualTo("the image has no signature yet");
    }

    @Test
    void oneGoodSignatureAmongOthersIsEnough() {
        var digest = pushed("shop/many");
        var payload = Signer.payload(image("shop/many"), digest);
        Signer.tag(
                pusher(),
                "shop/many",
                digest,
                List.of(layer("shop/many", Signer.ecdsa(), payload), layer("shop/many", signer, payload)));
        assertThat(look("shop/many", digest).health()).isEqualTo(Health.WELL);
    }
}
