package io.nightshift.promotion.aws.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.aws.PromotionStandIn;
import io.nightshift.sandbox.aws.AwsFault;
import io.nightshift.sandbox.aws.FakeResource.ImageRepository;
import io.nightshift.sandbox.aws.FakeResource.StoredImage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EcrNewestImageTest {

    private static final Instant NIGHT = Instant.parse("2026-11-21T03:00:00Z");

    private final PromotionStandIn cloud = new PromotionStandIn();
    private final EcrObserver looks = new EcrObserver(cloud.regions, InstantSource.fixed(NIGHT));

    @AfterEach
    void close() {
        cloud.close();
    }

    private static String digest(int number) {
        return "sha256:" + "%064x".formatted(number);
    }

    private void push(int number, int minute, String status, String... tags) {
        cloud.aws.place(new StoredImage(
                "shop/web", digest(number), List.of(tags), NIGHT.plusSeconds(60L * minute), "{}", status));
    }

    private static Query newest(String tags, String... against) {
        var with = Json.obj()
                .with("image", PromotionStandIn.REGISTRY + "/shop/web")
                .with("tags", tags)
                .with("against", Json.strings(List.of(against)));
        return new Query(PromotionQueries.NEWEST, PromotionStandIn.resource(Kinds.IMAGE_REPOSITORY, "shop/web"), with);
    }

    private Observed.Seen seen(Query query) {
        assertThat(looks.observes(query)).isTrue();
        var observed = looks.observe(query);
        assertThat(observed).isInstanceOf(Observed.Seen.class);
        return (Observed.Seen) observed;
    }

    private static String text(Observed.Seen seen, String field) {
        return seen.details().get(field) instanceof Json.Str(var text) ? text : "";
    }

    @Test
    void theNewestOfAllPagesWins() {
        for (int number = 1; number <= 7; number++) {
            push(number, number == 5 ? 50 : number, "ACTIVE", "v" + number);
        }
        var seen = seen(newest("v*"));
        assertThat(seen.health()).isEqualTo(Health.WELL);
        assertThat(text(seen, "digest")).isEqualTo(digest(5));
        assertThat(text(seen, "at")).isEqualTo(NIGHT.plusSeconds(3000).toString());
        assertThat(text(seen, "age")).isEqualTo("PUSHED");
        assertThat(cloud.aws.calls()).as("pages of two").hasSize(4);
    }

    @Test
    void whatHasAnotherTagOrNoneOrIsArchivedIsPassedOver() {
        push(1, 1, "ACTIVE", "latest", "v1");
        push(2, 2, "ACTIVE", "main");
        push(3, 3, "ACTIVE");
        push(4, 4, "ARCHIVED", "v4");
        push(5, 5, "ACTIVE", "sha256-" + "a".repeat(64) + ".sig");
        assertThat(text(seen(newest("v*")), "digest")).isEqualTo(digest(1));
        assertThat(text(seen(newest("*")), "digest"))
                .as("no signature is a version")
                .isEqualTo(digest(2));
    }

    @Test
    void aTagWithoutAWildcardIsAskedForAlone() {
        push(1, 1, "ACTIVE", "main");
        push(2, 2, "ACTIVE", "v2");
        push(3, 3, "ACTIVE", "v3");
        var seen = seen(newest("main"));
        assertThat(text(seen, "digest")).isEqualTo(digest(1));
        assertThat(text(seen, "tag")).isEqualTo("main");
        assertThat(cloud.aws.calls()).hasSize(1);
    }

    @Test
    void theAgeOfWhatIsDeployedIsToldAlsoWithoutATag() {
        push(1, 1, "ACTIVE");
        push(2, 2, "ACTIVE", "v2");
        assertThat(seen(newest("v*", digest(1), digest(9))).details().get("ages"))
                .isEqualTo(Json.obj().with(digest(1), NIGHT.plusSeconds(60).toString()));
    }

    @Test
    void anEmptyRepositoryAndNoneAreToldApart() {
        assertThat(text(seen(newest("v*")), "reason")).isEqualTo("the registry has no such repository");
        cloud.aws.place(new ImageRepository("shop/web"));
        var empty = seen(newest("v*"));
        assertThat(empty.health()).isEqualTo(Health.UNWELL);
        assertThat(text(empty, "reason")).isEqualTo("no image has a tag that matches");
    }

    @Test
    void throttlingAndDenialAreNoAnswer() {
        push(1, 1, "ACTIVE", "v1");
        for (int attempt = 0; attempt < 3; attempt++) {
            cloud.aws.fail("DescribeImages", new AwsFault.Throttled());
        }
        assertThat(looks.observe(newest("v*")))
                .isInstanceOfSatisfying(
                        Observed.NotSeen.class,
                        blind -> assertThat(blind.problem().retryable()).isTrue());
        cloud.aws.fail("DescribeImages", new AwsFault.Denied());
        assertThat(looks.observe(newest("v*")))
                .isInstanceOfSatisfying(
                        Observed.NotSeen.class,
                        blind -> assertThat(blind.problem().retryable()).isFalse());
        assertThat(seen(newest("v*")).health()).isEqualTo(Health.WELL);
    }
}
