package io.nightshift.promotion.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.promotion.action.Rollout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A random sequence of calls to a platform, in any order and with repetitions, with changes by hand in between. It checks
 * that the new version never has more than the requested share, has exactly that share after a shift is complete, and has
 * none after a rollback.
 */
public final class PlatformWalk {

    private static final int STEPS = 14;
    private static final List<Integer> SHARES = List.of(1, 5, 10, 25, 50, 99, 100);

    private final TargetUnderTest stand;
    private final Random random;
    private final List<String> told = new ArrayList<>();
    private Rollout rollout;
    private int effects;

    /** The maximum share that may be seen: the largest requested since the share was last known to be smaller. */
    private int most;

    /** The share that must be seen after the platform has settled; negative if unknown. */
    private int due;

    private boolean byHand;

    private PlatformWalk(TargetUnderTest stand, long seed) throws CallFailed {
        this.stand = stand;
        this.random = new Random(seed);
        var blank = new Rollout(stand.image(), TargetUnderTest.NEW, "", Json.obj(), stand.settings());
        this.rollout = new Rollout(
                stand.image(),
                TargetUnderTest.NEW,
                "",
                stand.platform().preflight(stand.target(), blank).baseline(),
                stand.settings());
    }

    /** Fails with the calls that led to the failure. */
    public static void walk(TargetUnderTest stand, long seed) throws CallFailed, JsonException {
        var walk = new PlatformWalk(stand, seed);
        for (int step = 0; step < STEPS; step++) {
            walk.step();
            walk.check();
        }
    }

    private IdempotencyKey key() {
        return new IdempotencyKey("promotion-0123456789ab", ++effects);
    }

    /** Reports whether it was done. */
    @FunctionalInterface
    private interface Call {
        void make() throws CallFailed, JsonException;
    }

    private boolean done(String what, Call call) throws JsonException {
        try {
            call.make();
            told.add(what);
            return true;
        } catch (CallFailed e) {
            told.add(what + " failed: " + e.problem().code());
            return false;
        }
    }

    private void step() throws JsonException {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> settle();
            case 3, 4, 5 -> deploy();
            case 6, 7, 8, 9 -> shift(SHARES.get(random.nextInt(SHARES.size())));
            case 10 -> takeBack();
            default -> changeByHand();
        }
    }

    private void settle() {
        told.add("settles");
        stand.settle();
        if (due >= 0) {
            assertThat(stand.shareOfNew()).as(told.toString()).isEqualTo(due);
            most = due;
        }
    }

    private void deploy() throws JsonException {
        done("deploy", () -> {
            var details = stand.platform().deploy(stand.target(), rollout, key());
            rollout = new Rollout(
                    rollout.image(),
                    rollout.digest(),
                    View.of(details).at("version").text(),
                    rollout.baseline(),
                    rollout.settings());
        });
    }

    private void shift(int percent) throws JsonException {
        if (done("shift " + percent, () -> stand.platform().shift(stand.target(), rollout, percent, key()))) {
            assertThat(byHand).as(told.toString()).isFalse();
            most = Math.max(most, percent);
            due = percent;
        }
    }

    private void takeBack() throws JsonException {
        if (done("take back", () -> stand.platform().takeBack(stand.target(), rollout, key()))) {
            due = 0;
        }
    }

    private void changeByHand() {
        told.add("changed by hand");
        stand.changeByHand();
        byHand = true;
        most = stand.shareOfNew();
        due = -1;
    }

    private void check() {
        assertThat(stand.shareOfNew()).as(told.toString()).isLessThanOrEqualTo(most);
    }
}
