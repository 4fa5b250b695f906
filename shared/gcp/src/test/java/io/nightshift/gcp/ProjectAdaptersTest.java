package io.nightshift.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.OAuth2Credentials;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.CallIdentity;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.RetryPolicy;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.sandbox.gcp.IamCredentialsStandIn;
import io.nightshift.sandbox.wire.WireReply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A host with two members, and the REST client with the tokens of each. */
final class ProjectAdaptersTest {

    private static final String SHOP = "nightshift@shop-prod.iam.gserviceaccount.com";
    private static final String DATA = "nightshift@data-prod.iam.gserviceaccount.com";
    private static final RetryPolicy FAST = new RetryPolicy(
            3, Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMillis(2), Duration.ofMillis(10));

    private final IamCredentialsStandIn google =
            new IamCredentialsStandIn(request -> WireReply.json(200, Json.obj().with("path", request.path())));
    private final GcpClients clients = new GcpClients(
            Optional.of(OAuth2Credentials.create(AccessToken.newBuilder()
                    .setTokenValue(IamCredentialsStandIn.HOST_TOKEN)
                    .build())),
            Optional.of(google.endpoint()),
            Optional.empty(),
            FAST);
    private final ProjectAdapters<Scoped> projects = new ProjectAdapters<>(
            clients,
            new GcpScope(Set.of("ops-prod")),
            "ops-prod",
            List.of(new GcpMember("shop-prod", SHOP, Set.of()), new GcpMember("data-prod", DATA, Set.of())),
            (its, scope, home) -> new Scoped(new JsonRest(its), scope, home));

    private record Scoped(JsonRest rest, GcpScope scope, String home) {}

    ProjectAdaptersTest() {
        google.grant(SHOP);
        google.grant(DATA);
    }

    @AfterEach
    void close() {
        google.close();
    }

    private static Resource in(String project) {
        return new Resource(Origin.gcp(project, "europe-west1"), Kinds.RUN_SERVICE, "checkout");
    }

    private void call(String project) throws CallFailed {
        var found = projects.of(in(project)).rest().find(JsonRest.Call.get("https://run.googleapis.com/", "v2/x"));
        assertThat(found).isPresent();
    }

    private Problem refused(String project) {
        return catchThrowableOfType(CallFailed.class, () -> call(project)).problem();
    }

    @Test
    void theProjectOfAResourceChoosesTheServiceAccount() throws CallFailed {
        call("ops-prod");
        call("shop-prod");
        call("data-prod");
        call("shop-prod");

        assertThat(google.callers()).containsExactly("host", SHOP, DATA, SHOP);
        assertThat(google.issued()).as("one token each").containsExactly(SHOP, DATA);
    }

    @Test
    void aMembersAdaptersHaveItsProjectAsTheirWholeScope() throws CallFailed {
        var shop = projects.of(in("shop-prod"));
        assertThat(shop.home()).isEqualTo("shop-prod");
        assertThat(shop.scope().refusal(in("shop-prod"))).isEmpty();
        assertThat(shop.scope().refusal(in("data-prod")).orElseThrow().code()).isEqualTo("OtherProject");
        assertThat(shop.scope().refusal(in("ops-prod")).orElseThrow().code()).isEqualTo("OtherProject");
        assertThat(projects.of(in("shop-prod"))).isSameAs(shop);
    }

    @Test
    void whatIsNotListedStaysWithTheHostAndIsRefusedThere() throws CallFailed {
        assertThat(projects.of(in("other-prod"))).isSameAs(projects.own());
        assertThat(projects.own()
                        .scope()
                        .refusal(in("other-prod"))
                        .orElseThrow()
                        .code())
                .isEqualTo("OtherProject");
        var sameName = new Resource(new Origin(Cloud.AWS, "shop-prod", ""), "any", "any");
        assertThat(projects.of(sameName)).isSameAs(projects.own());
        assertThat(google.issued()).isEmpty();
    }

    @Test
    void aTokenThatEndsIsRenewed() throws CallFailed {
        google.lifetime(Duration.ofSeconds(1));
        call("shop-prod");
        call("shop-prod");
        assertThat(google.issued()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(google.callers()).containsExactly(SHOP, SHOP);
    }

    @Test
    void anAccountThatDoesNotTrustTheHostIsNamedWithTheMissingPermission() {
        var stranger = new ProjectAdapters<>(
                clients,
                new GcpScope(Set.of("ops-prod")),
                "ops-prod",
                List.of(new GcpMember("shop-prod", "other@shop-prod.iam.gserviceaccount.com", Set.of())),
                (its, scope, home) -> new JsonRest(its));
        var problem = catchThrowableOfType(CallFailed.class, () -> stranger.of(in("shop-prod")))
                .problem();

        assertThat(problem.retryable()).isFalse();
        assertThat(problem.message())
                .startsWith("the service account other@shop-prod.iam.gserviceaccount.com was not impersonated:")
                .contains("iam.serviceAccounts.getAccessToken")
                .doesNotContain("canary");
        assertThat(google.callers()).isEmpty();
    }

    @Test
    void throttlingIsWaitedForAndTransientWhenItLasts() throws CallFailed {
        google.fail(429);
        call("shop-prod");
        google.fail(429, 429, 429, 503, 503, 503);
        var problem = refused("data-prod");
        assertThat(problem.retryable()).isTrue();
        assertThat(problem.mayHaveHappened()).isFalse();
        assertThat(problem.message()).doesNotContain("canary");
    }

    @Test
    void theCallNamesTheServiceAccountThatItUses() {
        var done = CallIdentity.performing("run-1", () -> {
            try {
                call("shop-prod");
                return new io.nightshift.core.act.Actor.Performed.Done(Json.obj());
            } catch (CallFailed e) {
                return new io.nightshift.core.act.Actor.Performed.NotDone(e.problem());
            }
        });
        assertThat(done)
                .isEqualTo(new io.nightshift.core.act.Actor.Performed.Done(
                        Json.obj().with("identity", SHOP)));
    }

    @Test
    void noTextShowsAToken() throws CallFailed {
        call("shop-prod");
        var token = new MemberToken(SHOP, clients);
        token.open();
        assertThat(token + " " + clients + " " + projects.of(in("shop-prod"))).doesNotContain("canary");
    }
}
