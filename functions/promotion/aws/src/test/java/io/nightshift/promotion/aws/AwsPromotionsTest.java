package io.nightshift.promotion.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.InMemoryLedger;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.action.Deploy;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.action.TargetKinds;
import io.nightshift.promotion.digest.DigestLedger;
import io.nightshift.promotion.sandbox.TargetUnderTest;
import io.nightshift.promotion.target.TargetPlatforms;
import io.nightshift.sandbox.aws.AwsStandIn;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AwsPromotionsTest {

    private final PromotionStandIn cloud = new PromotionStandIn();
    private final AwsPromotions promotions =
            new AwsPromotions(cloud.regions, InstantSource.fixed(Instant.parse("2026-11-21T03:04:05Z")));

    @AfterEach
    void close() {
        cloud.close();
    }

    private static Rollout rollout() {
        return new Rollout(PromotionStandIn.REGISTRY + "/shop/web", TargetUnderTest.NEW, "", Json.obj(), Json.obj());
    }

    @Test
    void everyKindOfTargetInAwsHasOnePlatform() {
        var kinds =
                List.of(Kinds.LAMBDA_FUNCTION, Kinds.ECS_SERVICE, TargetKinds.LISTENER_RULE, Kinds.AUTO_SCALING_GROUP);
        for (var kind : kinds) {
            assertThat(promotions.platforms().stream()
                            .filter(platform -> platform.serves(PromotionStandIn.resource(kind, "a/b"))))
                    .as(kind)
                    .hasSize(1);
        }
    }

    private TargetPlatforms targets() {
        return new TargetPlatforms(
                promotions.platforms(), new DigestLedger(new InMemoryLedger(), InstantSource.system(), "policy"));
    }

    @Test
    void targetsElsewhereAreLeftToOthers() {
        var target = new Resource(Origin.gcp("shop", "europe-west1"), Kinds.RUN_SERVICE, "web");
        assertThat(targets().performs(new Deploy(target, rollout()))).isFalse();
    }

    @Test
    void anActInAnotherAccountIsNotPerformed() {
        var foreign = new Resource(Origin.aws("999988887777", AwsStandIn.REGION), Kinds.ECS_SERVICE, "prod/web");
        var performed = targets().perform(new Deploy(foreign, rollout()), Rollouts.KEY, Json.obj());
        assertThat(performed)
                .isInstanceOfSatisfying(
                        Performed.NotDone.class,
                        not -> assertThat(not.problem().code()).isEqualTo("OtherAccount"));
        assertThat(cloud.aws.calls()).isEmpty();
    }

    @Test
    void anImageIsLookedUpInItsRegistry() {
        var repository = PromotionStandIn.resource(Kinds.IMAGE_REPOSITORY, "shop/web");
        var query = new Query(PromotionQueries.IMAGE, repository, Json.obj().with("tag", "v1"));
        var seen = promotions.observers().stream()
                .filter(observer -> observer.observes(query))
                .map(observer -> observer.observe(query))
                .toList();
        assertThat(seen)
                .singleElement()
                .isInstanceOfSatisfying(
                        Observed.Seen.class, one -> assertThat(one.health()).isEqualTo(Health.UNWELL));
    }
}
