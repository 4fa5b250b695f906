package io.nightshift.promotion.gcp.observe;

import static io.nightshift.promotion.gcp.observe.AttestorStand.ATTESTOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AttestationGateTest {

    private static final String IMAGE = "europe-west1-docker.pkg.dev/shop-prod/shop/checkout";
    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final String OTHER = "sha256:" + "b".repeat(64);
    private static final String PLACE = IMAGE + "@" + DIGEST;

    private final AttestorStand stand = new AttestorStand();
    private final AttestationGate look = new AttestationGate(stand.projects, stand.clients);

    @AfterEach
    void close() {
        stand.close();
    }

    private static Query query(String attestor) {
        var gate = Json.obj()
                .with("kind", "attestation")
                .with("by", "binary-authorization")
                .with("name", attestor);
        return new Query(
                PromotionQueries.GATE,
                new Resource(Origin.gcp("shop-prod", "europe-west1"), Kinds.IMAGE_REPOSITORY, "shop/checkout"),
                Json.obj().with("image", IMAGE).with("digest", DIGEST).with("gate", gate));
    }

    private Observed.Seen ask(String attestor) {
        return switch (look.observe(query(attestor))) {
            case Observed.Seen seen -> seen;
            case Observed.NotSeen(var problem) -> throw new AssertionError("not seen: " + problem);
        };
    }

    private static String reason(Observed.Seen seen) {
        return seen.details().get("reason") instanceof Json.Str(var reason) ? reason : "";
    }

    @Test
    void anAttestationThatBinaryAuthorizationVerifiesPasses() {
        stand.attest(PLACE, DIGEST, AttestorStand.pair());
        stand.attest(PLACE, DIGEST);
        var seen = ask(ATTESTOR);
        assertThat(seen.health()).isEqualTo(Health.WELL);
        assertThat(reason(seen)).isEqualTo(ATTESTOR + " attested it, by Binary Authorization's own word");
    }

    @Test
    void anImageThatNobodyAttestedWaits() {
        stand.attest(IMAGE + "@" + OTHER, OTHER);
        var seen = ask(ATTESTOR);
        assertThat(seen.health()).isEqualTo(Health.UNKNOWN);
        assertThat(reason(seen)).isEqualTo(ATTESTOR + " has not attested it");
    }

    @Test
    void anAttestationByAnotherKeyClosesTheGate() {
        stand.attest(PLACE, DIGEST, AttestorStand.pair());
        var seen = ask(ATTESTOR);
        assertThat(seen.health()).isEqualTo(Health.UNWELL);
        assertThat(reason(seen)).contains("1 attestations", "no key of the attestor made the signature");
    }

    @Test
    void anAttestationOfAnotherImageThatWasPutThereClosesTheGate() {
        stand.attest(PLACE, OTHER);
        var seen = ask(ATTESTOR);
        assertThat(seen.health()).isEqualTo(Health.UNWELL);
        assertThat(reason(seen)).contains("of another image");
    }

    @Test
    void anAnswerWithoutAResultIsNoPass() {
        stand.attest(PLACE, DIGEST);
        stand.wire.script(AttestationGateTest::validates, WireReply.json(200, Json.obj()));
        assertThat(ask(ATTESTOR).health()).isEqualTo(Health.UNWELL);
    }

    private static boolean validates(WireRequest request) {
        return request.path().endsWith(":validateAttestationOccurrence");
    }

    @Test
    void anAttestorWithoutANoteCannotHaveAttested() {
        stand.attest(PLACE, DIGEST);
        stand.withoutNote();
        assertThat(ask(ATTESTOR).health()).isEqualTo(Health.UNWELL);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 429, 500, 503})
    void whoCannotBeAskedIsWaitedForAndNeverAPass(int status) {
        stand.attest(PLACE, DIGEST);
        for (int attempt = 0; attempt < 2; attempt++) {
            stand.wire.script(AttestationGateTest::validates, RestStand.error(status, "SOMETHING"));
        }
        var seen = ask(ATTESTOR);
        assertThat(seen.health()).isEqualTo(Health.UNKNOWN);
        assertThat(reason(seen))
                .startsWith("Binary Authorization could not be asked: ")
                .doesNotContain("canary");
    }

    @Test
    void anAnswerThatIsNoJsonIsNoPass() {
        stand.attest(PLACE, DIGEST);
        stand.wire.script(AttestationGateTest::validates, WireReply.reply(200, "text/plain", "VERIFIED"));
        assertThat(ask(ATTESTOR).health()).isEqualTo(Health.UNKNOWN);
    }

    @Test
    void anAttestorThatIsNotThereOrInAnotherProjectIsNoPass() {
        assertThat(ask("projects/shop-prod/attestors/nobody").health()).isEqualTo(Health.UNKNOWN);
        int asked = stand.wire.requests().size();
        assertThat(reason(ask("projects/elsewhere/attestors/built-by-ci"))).contains("elsewhere");
        assertThat(stand.wire.requests()).hasSize(asked);
    }

    @Test
    void aNameThatIsNoAttestorIsRefusedBeforeAnyCall() {
        assertThat(look.observe(query("projects/shop-prod/policy"))).isInstanceOf(Observed.NotSeen.class);
        assertThat(stand.wire.requests()).isEmpty();
    }

    @Test
    void itAsksForThePermissionsThatItStates() {
        stand.attest(PLACE, DIGEST);
        ask(ATTESTOR);
        var asked = new TreeSet<String>();
        stand.wire.requests().forEach(request -> asked.add(permission(request)));
        assertThat(asked).containsExactlyElementsOf(AttestationGate.PERMISSIONS);
    }

    /** @see <a href="https://cloud.google.com/binary-authorization/docs/reference/permissions-and-roles">The permission of each method</a> */
    private static String permission(WireRequest request) {
        if (request.path().endsWith("/occurrences")) {
            return "containeranalysis.notes.listOccurrences";
        }
        return validates(request)
                ? "binaryauthorization.attestors.verifyImageAttested"
                : "binaryauthorization.attestors.get";
    }

    @Test
    void gatesOfOthersAreNotItsOwn() {
        assertThat(look.observes(query(ATTESTOR))).isTrue();
        var gate = Json.obj().with("kind", "attestation").with("by", "aws-signer");
        var others = new Query(
                PromotionQueries.GATE, query(ATTESTOR).subject(), Json.obj().with("gate", gate));
        assertThat(look.observes(others)).isFalse();
    }
}
