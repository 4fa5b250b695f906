package io.nightshift.promotion.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Status;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.PromotionPlaybook;
import io.nightshift.promotion.PromotionQueries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Stops a promotion in each phase, and sees every way of the table taken, and no other. */
class EveryWayTest {

    private static final Duration MOST = Duration.ofHours(3);
    private static final String PUSHED = OneService.digest(7);
    private static final String ACTS = "acts";

    /** What keeps a promotion in a phase: a look that fails or cannot tell, or a switch that holds its acts. */
    private record Stop(String phase, String what, int times) {
        Stop(String phase, String what) {
            this(phase, what, 1);
        }

        /** When it comes into the phase for the second time. */
        Stop again() {
            return new Stop(phase, what, 2);
        }
    }

    private static final List<Stop> STOPS = List.of(
            new Stop("RESOLVING", PromotionQueries.IMAGE),
            new Stop("CONSULTING", PromotionQueries.DIGEST),
            new Stop("GATES", PromotionQueries.GATE),
            new Stop("PREFLIGHT", PromotionQueries.PREFLIGHT),
            new Stop("CHECKING_ALARMS", PromotionQueries.ALARMS),
            new Stop("OPENING", ACTS),
            new Stop("BASELINES", PromotionQueries.PREFLIGHT),
            new Stop("DEPLOYING", ACTS),
            new Stop("SETTLING", PromotionQueries.DEPLOYED),
            new Stop("VERIFYING", PromotionQueries.CHECK),
            new Stop("CHECKING_NUMBERS", PromotionQueries.ANALYSIS),
            new Stop("SHIFTING", ACTS),
            new Stop("READING_BACK", PromotionQueries.EXPOSURE),
            new Stop("BAKING", ""),
            new Stop("GUARDING", ""),
            new Stop("WATCHING_SHARES", PromotionQueries.EXPOSURE),
            new Stop("WATCHING_ALARMS", PromotionQueries.ALARMS),
            new Stop("ANALYSING", PromotionQueries.ANALYSIS),
            new Stop("PROVING", ACTS),
            new Stop("RETIRING", ACTS));

    private static final List<List<Resource>> WAVES = List.of(List.of(OneService.EAST), List.of(OneService.WEST));

    private final Set<String> taken = new TreeSet<>();

    /** A service whose promotion comes into the phase and stays there. */
    private OneService stopped(Stop stop, UnaryOperator<Json.Obj> change) {
        var shops = new ArrayList<OneService>();
        var times = new AtomicInteger();
        var shop = new OneService(change, (from, to) -> {
            taken.add(from + " -> " + to);
            if (to.equals(stop.phase()) && times.incrementAndGet() == stop.times()) {
                keep(shops.getFirst(), stop);
            }
        });
        shops.add(shop);
        if (stop.phase().equals("RESOLVING")) {
            keep(shop, stop);
        }
        shop.push(PUSHED, "v7");
        var end = shop.time.instant().plus(MOST);
        boolean asks = stop.phase().equals("ASKING");
        while (!((shop.phase().equals(stop.phase()) && times.get() >= stop.times()) || resolves(shop, stop))
                && shop.time.instant().isBefore(end)) {
            shop.pass(Duration.ofSeconds(1));
            if (!asks) {
                shop.approve();
            }
        }
        assertThat(shop.phase()).isEqualTo(stop.phase());
        return shop;
    }

    private static boolean resolves(OneService shop, Stop stop) {
        return stop.phase().equals("RESOLVING") && shop.phase().equals("RESOLVING");
    }

    private static void keep(OneService shop, Stop stop) {
        if (stop.what().equals(ACTS)) {
            shop.switches.pause("all", "bob", "a drill");
        } else if (!stop.what().isEmpty()) {
            shop.blind.add(stop.what());
        }
    }

    private void in(Stop stop, Consumer<OneService> then) {
        in(stop, plan -> plan, then);
    }

    private void in(Stop stop, UnaryOperator<Json.Obj> change, Consumer<OneService> then) {
        var shop = stopped(stop, change);
        then.accept(shop);
        release(shop);
        for (int i = 0; i < 8 && shop.run().status() != Status.FINISHED; i++) {
            shop.pass(MOST.dividedBy(8));
            shop.approve();
            shop.engine.command(shop.run().id(), "resume", "alice", "go");
        }
        shop.pass(MOST);
        assertThat(shop.run().status()).as(stop + " " + shop.phase()).isEqualTo(Status.FINISHED);
    }

    private static void release(OneService shop) {
        shop.blind.clear();
        shop.switches.resume("all", "bob", "the drill is over");
    }

    private static void pause(OneService shop) {
        shop.engine.command(shop.run().id(), "pause", "alice", "wait");
    }

    private static void abort(OneService shop) {
        shop.engine.abort(shop.run().id(), "alice", "stop");
    }

    private static void pushNewer(OneService shop) {
        shop.push(OneService.digest(8), "v8");
    }

    private static Json.Obj asking(Json.Obj plan) {
        var approval = Json.obj()
                .with("approvers", Json.arr(Json.of("alice")))
                .with("needed", 1)
                .with("withinSeconds", 3600);
        return OneService.description("supersede", Optional.of(approval));
    }

    private static Json.Obj queueing(Json.Obj plan) {
        return OneService.description("queue", Optional.empty());
    }

    /** No bake, no guard, and production in two waves. */
    private static Json.Obj hasty(Json.Obj plan) {
        return OneService.description("queue", Optional.empty(), 0, 0, WAVES);
    }

    private static Json.Obj inWaves(Json.Obj plan) {
        return OneService.description("supersede", Optional.empty(), 300, 3600, WAVES);
    }

    private void everyStop() {
        for (var stop : STOPS) {
            in(stop, shop -> {
                pause(shop);
                release(shop);
                shop.pass(Duration.ofSeconds(90));
                shop.engine.command(shop.run().id(), "resume", "alice", "go");
            });
            in(stop, EveryWayTest::abort);
            in(stop, EveryWayTest::pushNewer);
            in(stop, shop -> shop.pass(Duration.ofMinutes(5)));
        }
    }

    /** The same in the second stage, with something to take back. */
    private void everyStopOfProduction() {
        for (var stop : STOPS.subList(1, 8)) {
            in(stop.again(), EveryWayTest::abort);
        }
        in(new Stop("BAKING", ""), shop -> shop.engine.command(shop.run().id(), "rollback", "alice", "stop"));
        in(new Stop("BAKING", ""), shop -> {
            pause(shop);
            abort(shop);
        });
    }

    private void asked() {
        var question = new Stop("ASKING", "");
        in(question, EveryWayTest::asking, OneService::approve);
        in(question, EveryWayTest::asking, EveryWayTest::abort);
        in(question, EveryWayTest::asking, shop -> shop.pass(Duration.ofHours(2)));
    }

    private void hurried() {
        in(new Stop("RETIRING", ACTS), EveryWayTest::hasty, shop -> {});
        in(new Stop("GUARDING", ""), EveryWayTest::inWaves, shop -> {});
        in(new Stop("VERIFYING", PromotionQueries.CHECK), EveryWayTest::hasty, EveryWayTest::pushNewer);
        in(new Stop("BAKING", ""), EveryWayTest::queueing, EveryWayTest::pushNewer);
    }

    private void overtaken() {
        in(
                new Stop("BASELINES", PromotionQueries.PREFLIGHT),
                shop -> shop.digests.quarantine(OneService.IMAGE, PUSHED, "another service"));
        in(new Stop("RESOLVING", PromotionQueries.IMAGE), shop -> shop.platform.setByHand(OneService.STAGING, PUSHED));
        in(new Stop("RESOLVING", PromotionQueries.IMAGE), shop -> {
            shop.platform.setByHand(OneService.EAST, PUSHED);
            shop.platform.setByHand(OneService.WEST, PUSHED);
        });
        in(new Stop("GUARDING", ""), shop -> shop.platform.setByHand(OneService.EAST, OneService.OLD));
        in(new Stop("GUARDING", ""), shop -> {
            pause(shop);
            pushNewer(shop);
        });
    }

    private void dead() {
        in(new Stop("RETIRING", ACTS), shop -> shop.platform.crash(OneService.EAST, PUSHED));
        in(
                new Stop("RETIRING", ACTS),
                plan -> plan.with("onFailure", "freeze"),
                shop -> shop.platform.crash(OneService.EAST, PUSHED));
    }

    private void notInQuarantineAtOnce() {
        var shops = new ArrayList<OneService>();
        var times = new AtomicInteger();
        var shop = new OneService(plan -> plan, (from, to) -> {
            taken.add(from + " -> " + to);
            if (to.equals("QUARANTINING") && times.getAndIncrement() == 0) {
                keep(shops.getFirst(), new Stop(to, ACTS));
            }
        });
        shops.add(shop);
        shop.broken.add(PUSHED);
        shop.push(PUSHED, "v7");
        shop.pass(Duration.ofMinutes(5));
        assertThat(shop.phase()).isEqualTo("GOING_BACK");
        assertThat(shop.digests.quarantined(OneService.IMAGE, PUSHED)).isEmpty();
        release(shop);
        shop.pass(Duration.ofMinutes(5));
        assertThat(shop.digests.quarantined(OneService.IMAGE, PUSHED)).isPresent();
        assertThat(shop.run().outcome()).contains(Outcome.ROLLED_BACK);
    }

    @Test
    void everyWayOfTheTableIsTakenAndNoOther() {
        everyStop();
        everyStopOfProduction();
        asked();
        hurried();
        overtaken();
        dead();
        notInQuarantineAtOnce();
        assertThat(taken)
                .containsExactlyInAnyOrderElementsOf(
                        new PromotionPlaybook().table().transitions());
    }
}
