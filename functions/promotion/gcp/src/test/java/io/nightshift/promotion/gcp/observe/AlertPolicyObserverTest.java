package io.nightshift.promotion.gcp.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.PromotionQueries;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AlertPolicyObserverTest {

    private final RestStand stand = new RestStand();
    private final AlertPolicyObserver look = new AlertPolicyObserver(stand.projects, stand.clients);

    @AfterEach
    void close() {
        stand.close();
    }

    private static Query query(String source, String... names) {
        var alarms = List.of(names).stream()
                .map(name -> Json.obj().with("source", source).with("name", name))
                .toList();
        var checkout = new Resource(Origin.gcp("shop-prod", "europe-west1"), Kinds.RUN_SERVICE, "checkout");
        return new Query(PromotionQueries.ALARMS, checkout, Json.obj().with("alarms", Json.arr(alarms)));
    }

    private Observed observe(String... names) {
        return look.observe(query("cloud-monitoring", names));
    }

    private Problem problem(String... names) {
        return switch (observe(names)) {
            case Observed.NotSeen(var problem) -> problem;
            case Observed.Seen seen -> throw new AssertionError("seen: " + seen);
        };
    }

    private static Observed firing(String... names) {
        return new Observed.Seen(
                names.length == 0 ? Health.WELL : Health.UNWELL,
                Json.obj().with("firing", Json.strings(List.of(names))));
    }

    @Test
    void aPolicyWithAnOpenAlertFires() {
        stand.policy("11", "Checkout: errors", true);
        stand.policy("12", "Checkout: latency", true);
        stand.alert("12", "OPEN");
        stand.alert("11", "CLOSED");
        stand.alert("11", "OPEN");
        assertThat(observe("Checkout: errors", "Checkout: latency"))
                .isEqualTo(firing("Checkout: errors", "Checkout: latency"));
    }

    @Test
    void onesWithoutAnOpenAlertAreQuiet() {
        stand.policy("11", "errors", true);
        stand.alert("11", "CLOSED");
        stand.alert("12", "OPEN");
        assertThat(observe("errors")).isEqualTo(firing());
    }

    @Test
    void aPolicyByItsResourceNameIsTheSame() {
        stand.policy("11", "errors", true);
        stand.alert("11", "OPEN");
        assertThat(observe("projects/shop-prod/alertPolicies/11"))
                .isEqualTo(firing("projects/shop-prod/alertPolicies/11"));
    }

    @Test
    void allPoliciesOfTheSameNameAreWatched() {
        stand.policy("11", "errors", true);
        stand.policy("12", "errors", true);
        stand.alert("12", "OPEN");
        assertThat(observe("errors")).isEqualTo(firing("errors"));
    }

    @Test
    void aPolicyThatIsNotThereOrDisabledIsNoQuietOne() {
        assertThat(problem("errors").message())
                .isEqualTo("there is no enabled alerting policy \"errors\" in project shop-prod");
        stand.policy("11", "errors", false);
        assertThat(problem("errors").message()).endsWith("in project shop-prod: it is disabled");
    }

    @Test
    void anotherProjectIsRefused() {
        assertThat(problem("projects/other/alertPolicies/11").code()).isEqualTo("OtherProject");
        assertThat(stand.wire.requests()).isEmpty();
    }

    @Test
    void aRefusalHasNothingOfTheServersWords() {
        stand.policy("11", "errors", true);
        stand.wire.script(request -> request.path().endsWith("/alerts"), RestStand.error(403, "PERMISSION_DENIED"));
        var problem = problem("errors");
        assertThat(problem.retryable()).isFalse();
        assertThat(problem.message()).contains("403").doesNotContain("canary");
    }

    @Test
    void alarmsOfOthersAreNotItsOwn() {
        assertThat(look.observes(query("cloud-monitoring", "errors"))).isTrue();
        assertThat(look.observes(query("cloudwatch", "errors"))).isFalse();
        assertThat(look.observes(query("cloud-monitoring"))).isFalse();
    }
}
