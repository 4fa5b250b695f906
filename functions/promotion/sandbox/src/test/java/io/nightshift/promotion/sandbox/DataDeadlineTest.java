package io.nightshift.promotion.sandbox;

import static io.nightshift.promotion.sandbox.OneService.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Message.Urgency;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.run.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Metrics that must have data, alarms that fire before, sources that cannot be read. */
class DataDeadlineTest {

    private static final Duration SHORT = Duration.ofMinutes(4);
    private static final Duration ALL = Duration.ofHours(3);
    private static final String NEW = digest(7);

    private static OneService mustHave(int bake) {
        return new OneService(ignored -> mustHave(OneService.description(
                "supersede", Optional.empty(), bake, 600, List.of(List.of(OneService.EAST, OneService.WEST)))));
    }

    private static Json.Obj mustHave(Json.Obj plan) {
        var text = plan.text().replace("\"name\":\"errors\"", "\"name\":\"errors\",\"mustHaveData\":true");
        try {
            return (Json.Obj) Json.parse(text);
        } catch (JsonException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void noDataIsNoFailureBeforeThereCouldBeAny() {
        for (int second = 0; second < 60; second += 7) {
            var shop = mustHave(300);
            shop.pass(Duration.ofSeconds(second));
            shop.measured = false;
            shop.push(NEW, "v7");
            shop.pass(Duration.ofMinutes(3));
            assertThat(shop.phase()).isEqualTo("BAKING");
            shop.measured = true;
            shop.pass(ALL);
            assertThat(shop.run().outcome()).as("second " + second).contains(Outcome.RESOLVED);
        }
    }

    @Test
    void noDataIsAFailureWhenThereCouldBeSome() {
        var shop = mustHave(300);
        shop.measured = false;
        shop.push(NEW, "v7");
        shop.pass(Duration.ofMinutes(6));
        assertThat(shop.run().outcome()).contains(Outcome.ROLLED_BACK);
        assertThat(shop.run().reason()).contains("errors has no value, and must have data");
    }

    @Test
    void aBakeTooShortForAnyPointLastsUntilThereCouldBeOne() throws JsonException {
        var shop = mustHave(10);
        shop.measured = false;
        shop.push(NEW, "v7");
        shop.pass(Duration.ofSeconds(90));
        assertThat(shop.phase()).isEqualTo("BAKING");
        assertThat(shop.story()).anyMatch(line -> line.startsWith("the bake lasts until its numbers can be there"));
        shop.measured = true;
        shop.pass(ALL);
        assertThat(shop.run().outcome()).contains(Outcome.RESOLVED);
    }

    @Test
    void aBakeTooShortForAnyPointFailsAllTheSameWithoutData() {
        var shop = mustHave(10);
        shop.measured = false;
        shop.push(NEW, "v7");
        shop.pass(Duration.ofMinutes(7));
        assertThat(shop.run().outcome()).contains(Outcome.ROLLED_BACK);
    }

    /** One that is on guard, with data until now. */
    private static OneService onGuard(OneService shop) {
        shop.push(NEW, "v7");
        for (int minute = 0; minute < 60 && !shop.phase().equals("GUARDING"); minute++) {
            shop.pass(Duration.ofMinutes(1));
        }
        assertThat(shop.phase()).isEqualTo("GUARDING");
        return shop;
    }

    private static long held(OneService shop) {
        return shop.told.stream()
                .filter(message -> message.title().startsWith("Held: "))
                .filter(message -> message.urgency() == Urgency.PAGE)
                .count();
    }

    @Test
    void aGuardWithoutTheDataThatItMustHaveIsHeldAndNotProven() {
        var shop = onGuard(mustHave(300));
        shop.measured = false;
        shop.pass(ALL);
        assertThat(shop.phase()).isEqualTo("HELD");
        assertThat(held(shop)).isEqualTo(1);
        assertThat(shop.told.getLast().lines().getFirst()).contains("errors has no value, and must have data");
        assertThat(shop.digests.proven("shop-web", OneService.IMAGE)).isEmpty();
        assertThat(shop.share(OneService.EAST, NEW)).isEqualTo(100);
        shop.measured = true;
        shop.pass(Duration.ofMinutes(5));
        assertThat(shop.run().outcome()).contains(Outcome.RESOLVED);
        assertThat(held(shop)).isEqualTo(1);
    }

    @Test
    void aGapThatNoBakeWouldFailForHoldsNoGuard() {
        var shop = onGuard(mustHave(300));
        shop.measured = false;
        shop.pass(Duration.ofMinutes(2));
        shop.measured = true;
        shop.pass(ALL);
        assertThat(shop.run().outcome()).contains(Outcome.RESOLVED);
        assertThat(held(shop)).isZero();
    }

    @Test
    void aHeldGuardIsStillWatched() {
        var shop = onGuard(mustHave(300));
        shop.measured = false;
        shop.pass(Duration.ofMinutes(20));
        shop.alarm = true;
        shop.pass(SHORT);
        assertThat(shop.run().outcome()).contains(Outcome.ROLLED_BACK);
    }

    @Test
    void numbersThatCannotBeReadWhenTheGuardEndsAreNoPass() {
        var shop = onGuard(new OneService());
        shop.blind.add("analysis");
        shop.pass(Duration.ofMinutes(30));
        assertThat(held(shop)).as("it may pass").isZero();
        shop.pass(ALL);
        assertThat(shop.phase()).isEqualTo("HELD");
        assertThat(held(shop)).isEqualTo(1);
        shop.blind.clear();
        shop.pass(SHORT);
        assertThat(shop.run().outcome()).contains(Outcome.RESOLVED);
    }

    @Test
    void aMetricThatNeedNotHaveDataHoldsNoGuard() {
        var shop = onGuard(new OneService());
        shop.measured = false;
        shop.pass(ALL);
        assertThat(shop.run().outcome()).contains(Outcome.RESOLVED);
    }

    @Test
    void anAlarmThatFiresBeforeDoesNotTakeTheFixBackAndCountsOnceItWasQuiet() throws JsonException {
        var shop = new OneService();
        shop.alarm = true;
        shop.push(NEW, "v7");
        shop.pass(Duration.ofMinutes(9));
        assertThat(shop.share(OneService.EAST, NEW)).isEqualTo(10);
        assertThat(shop.told).anyMatch(message -> message.title().startsWith("Fires already: "));
        shop.alarm = false;
        shop.pass(Duration.ofMinutes(2));
        assertThat(shop.story()).anyMatch(line -> line.contains("from now on it counts"));
        shop.alarm = true;
        shop.pass(SHORT);
        assertThat(shop.run().outcome()).contains(Outcome.ROLLED_BACK);
    }

    @Test
    void alarmsThatCannotBeReadHoldBeforeAnythingIsTouched() {
        var shop = new OneService();
        shop.blind.add("alarms");
        shop.push(NEW, "v7");
        shop.pass(SHORT);
        assertThat(shop.phase()).isEqualTo("HELD");
        assertThat(shop.platform.holds(OneService.STAGING, NEW)).isFalse();
        shop.blind.clear();
        shop.pass(ALL);
        assertThat(shop.run().outcome()).contains(Outcome.RESOLVED);
    }

    @Test
    void anAlarmOfUnknownStateMayHaveFiredBeforeAndBlamesNoVersion() throws JsonException {
        var shop = new OneService();
        shop.alarm = true;
        shop.unsure.add("alarms");
        shop.push(NEW, "v7");
        shop.pass(SHORT);
        assertThat(shop.phase()).isEqualTo("HELD");
        assertThat(shop.platform.holds(OneService.STAGING, NEW)).isFalse();
        shop.unsure.clear();
        shop.pass(ALL);
        assertThat(shop.told).anyMatch(message -> message.title().startsWith("Fires already: "));
        assertThat(shop.run().outcome()).contains(Outcome.RESOLVED);
    }

    @Test
    void numbersThatCannotBeReadHoldBeforeAnyTraffic() {
        var shop = new OneService();
        shop.blind.add("analysis");
        shop.push(NEW, "v7");
        shop.pass(SHORT);
        assertThat(shop.told).anyMatch(message -> message.title().startsWith("Held: "));
        assertThat(shop.share(OneService.STAGING, NEW)).isZero();
        shop.blind.clear();
        shop.pass(ALL);
        assertThat(shop.run().outcome()).contains(Outcome.RESOLVED);
    }
}
