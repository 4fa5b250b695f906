package io.nightshift.promotion.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.promotion.PromotionPlaybook;
import io.nightshift.promotion.sandbox.simulation.PromotionBug;
import io.nightshift.promotion.sandbox.simulation.PromotionScenario;
import io.nightshift.sandbox.contract.DocSection;
import io.nightshift.sandbox.simulation.Failure;
import io.nightshift.sandbox.simulation.Simulator;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PromotionNightsTest {

    private static final int NIGHTS = Boolean.getBoolean("nightshift.thorough") ? 80 : 40;
    private static final Simulator SOUND = new Simulator(new PromotionScenario());

    private static Optional<Failure> failure(Simulator simulator, long nights) {
        return LongStream.range(0, nights)
                .parallel()
                .filter(seed -> simulator.night(seed).violation().isPresent())
                .boxed()
                .findFirst()
                .flatMap(simulator::failure);
    }

    @Test
    void noNightBreaksAnInvariant() {
        assertThat(failure(SOUND, NIGHTS).map(Failure::toString)).isEmpty();
    }

    /** Workers died for ten minutes before a verification job ran; its first result came "too late". */
    @Test
    void deadWorkersUseUpNoTimeOfAVerificationJob() {
        assertThat(SOUND.night(67_585).violation()).isEmpty();
    }

    /** Each in a night in which the unbroken promotion breaks nothing; the seed that found it last is tried first. */
    @ParameterizedTest
    @EnumSource
    void aPlantedBugIsFoundByTheRuleThatItBreaks(PromotionBug bug) {
        var buggy = new Simulator(PromotionScenario.with(bug));
        var found = LongStream.concat(LongStream.of(foundBy(bug)), LongStream.range(0, NIGHTS))
                .mapToObj(buggy::night)
                .filter(night -> night.violation().isPresent())
                .findFirst();
        assertThat(found).as(bug + " within " + NIGHTS + " seeds").isPresent();
        long seed = found.orElseThrow().seed();
        assertThat(seed < NIGHTS ? Optional.empty() : SOUND.night(seed).violation())
                .as("the unbroken night %d", seed)
                .isEmpty();
        var rule = found.orElseThrow().violation().orElseThrow().invariant();
        assertThat(rule).as("seed %d", seed).isEqualTo(brokenBy(bug));
    }

    private static long foundBy(PromotionBug bug) {
        return switch (bug) {
            case READY_TOO_SOON -> 1;
            case FAILURE_READ_AS_PASS, OLD_ALARM_COUNTS -> 6;
            case FAILS_WITHOUT_DATA -> 8;
            case GUARD_ENDED_EARLY -> 14;
            case BASELINE_BLAMED -> 15;
            case IMAGE_BLAMED, START_BLAMED -> 19;
            case ROLLBACK_PROMOTED -> 31;
            case ROLLBACK_TRIED_ONCE -> 35;
            case FREEZE_IGNORED -> 680;
            case DEAD_BASELINE_BLOCKS -> 434;
            case SHARE_BY_HAND_OVERWRITTEN -> 114;
            case DEAD_VERSION_PROVEN -> 99;
            case ONE_PERCENT_MORE,
                    BAKE_ENDED_EARLY,
                    BOOK_NOT_ASKED,
                    GATE_TAKEN_FOR_OPEN,
                    BACK_TO_THE_NEWEST,
                    TWO_RUNS_OF_ONE_SERVICE,
                    HOLD_WITHOUT_END,
                    QUARANTINE_NOT_WRITTEN -> 0;
        };
    }

    private static String brokenBy(PromotionBug bug) {
        return switch (bug) {
            case ONE_PERCENT_MORE, BAKE_ENDED_EARLY -> "never more exposure than the step allows";
            case BOOK_NOT_ASKED -> "no digest in quarantine gets traffic";
            case FAILURE_READ_AS_PASS, GATE_TAKEN_FOR_OPEN, READY_TOO_SOON -> "no bad digest is promoted";
            case GUARD_ENDED_EARLY -> "nothing is proven before its guard is over";
            case BACK_TO_THE_NEWEST -> "the rollback leads to what served before";
            case SHARE_BY_HAND_OVERWRITTEN -> "what somebody gave by hand is not overwritten";
            case TWO_RUNS_OF_ONE_SERVICE -> "one run for one target";
            case HOLD_WITHOUT_END -> "no run is stuck";
            case QUARANTINE_NOT_WRITTEN -> "what is left is whole";
            case FAILS_WITHOUT_DATA -> "no version is blamed before data can exist";
            case DEAD_VERSION_PROVEN -> "no dead version is proven";
            case BASELINE_BLAMED -> "no version is blamed for its baseline";
            case DEAD_BASELINE_BLOCKS -> "a fix of a dead version gets through";
            case ROLLBACK_TRIED_ONCE -> "a rollback that was refused is done in the end";
            case OLD_ALARM_COUNTS -> "no version is blamed for an alarm from before";
            case IMAGE_BLAMED -> "no version is blamed for an image that was away";
            case START_BLAMED -> "no version is blamed while it starts";
            case ROLLBACK_PROMOTED -> "a rollback of what is over is done at once";
            case FREEZE_IGNORED -> "what is frozen stays as it is until a human speaks";
        };
    }

    @Test
    void theDocumentationShowsTheTable() {
        var table = new PromotionPlaybook().table();
        new DocSection("promotion.md", "phases").says(table.mermaid());
        new DocSection("promotion.md", "phase-table").says(table.markdown());
    }
}
