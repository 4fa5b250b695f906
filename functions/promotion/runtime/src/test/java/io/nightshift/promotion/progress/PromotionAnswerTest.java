package io.nightshift.promotion.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.run.RunKey;
import io.nightshift.core.run.Status;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.PromotionPlaybook;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a command answers about a promotion with a quarter of the traffic. */
final class PromotionAnswerTest {

    private static final Instant START = Instant.parse("2026-11-20T03:00:00Z");
    private static final String HELD_SINCE = "2026-11-20T03:05:00Z";
    private static final String NOW = "2026-11-20T03:30:00Z";

    private static Run run(String state) {
        return run(state, Optional.empty(), "");
    }

    private static Run run(String state, Optional<Outcome> outcome, String reason) {
        try {
            var target =
                    "{\"cloud\":\"none\",\"account\":\"\",\"region\":\"\",\"kind\":\"nginx:upstream\",\"name\":\"web\",\"with\":{}}";
            var plan = (Json.Obj)
                    Json.parse("{\"service\":\"web\",\"image\":\"registry.example/web\",\"newer\":\"supersede\","
                            + "\"page\":\"\",\"guard\":{\"seconds\":60,\"everySeconds\":10},\"stages\":[{\"name\":\"prod\",\"gates\":[],"
                            + "\"waves\":[[" + target
                            + "]],\"settleSeconds\":60,\"steps\":[{\"percent\":100,\"bakeSeconds\":60}],"
                            + "\"verify\":[],\"analysis\":{\"everySeconds\":10,\"notEnoughData\":\"extend\",\"extendSeconds\":60,"
                            + "\"metrics\":[],\"alarms\":[],\"judge\":{}}}]}");
            var common = (Json.Obj)
                    Json.parse("{\"wish\":{\"image\":\"registry.example/web\",\"tag\":\"v2\",\"digest\":\"\"},"
                            + "\"place\":{\"stage\":0},\"times\":{\"phase\":\"" + NOW
                            + "\"},\"tracks\":{\"nginx:upstream/web\":"
                            + "{\"touched\":true,\"share\":25}}}");
            for (var member : ((Json.Obj) Json.parse(state)).members().entrySet()) {
                common = common.with(member.getKey(), member.getValue());
            }
            return new Run(
                    new RunKey(
                            PromotionPlaybook.NAME,
                            new Resource(Origin.NOWHERE, Resource.Kinds.IMAGE_REPOSITORY, "registry.example/web"),
                            "1"),
                    1,
                    outcome.isPresent() ? Status.FINISHED : Status.WAITING,
                    "web",
                    "",
                    plan,
                    "",
                    common,
                    Map.of(),
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    0,
                    0,
                    0,
                    "",
                    START,
                    START,
                    outcome,
                    reason);
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    private static String held(String since) {
        return "{\"phase\":\"HELD\",\"held\":{\"kind\":\"PAUSED\",\"from\":\"BAKING\",\"why\":\"alice: look first\""
                + since + "}}";
    }

    private static final String BAKES = "{\"phase\":\"BAKING\"}";
    private static final String HELD = held(",\"since\":\"" + HELD_SINCE + "\"");

    private static String said(String before, String after) throws JsonException {
        return PromotionAnswer.of(Optional.of(run(before)), run(after));
    }

    @Test
    void aPauseSaysWhereItIsHeldAndWhetherItWasAlready() throws JsonException {
        assertThat(said(BAKES, HELD)).isEqualTo("web v2 is held at 25 % in prod: alice: look first");
        assertThat(said(HELD, HELD))
                .isEqualTo("web v2 was held already, since " + HELD_SINCE + ", at 25 % in prod: alice: look first");
    }

    @Test
    void aResumeSaysThatItGoesOn() throws JsonException {
        assertThat(said(HELD, BAKES)).isEqualTo("web v2 goes on at 25 % in prod, baking");
        assertThat(said(BAKES, BAKES)).isEqualTo("web v2 goes on at 25 % in prod, baking; nothing had held it");
    }

    @Test
    void aWayBackSaysHowFarItIs() throws JsonException {
        assertThat(said(BAKES, "{\"phase\":\"SHIFTING\",\"flying\":true,\"then\":{\"why\":\"rolled back by alice\"}}"))
                .isEqualTo("web v2 goes back when the act under way is done: rolled back by alice");
        assertThat(said(
                        BAKES,
                        "{\"phase\":\"GOING_BACK\",\"back\":{\"why\":\"rolled back by alice\"},"
                                + "\"facts\":{\"waitsFor\":\"nginx does not answer\",\"waitsUntil\":\"" + NOW + "\"}}"))
                .isEqualTo(
                        "web v2 is going back, at 25 % in prod: rolled back by alice; waits for nginx does not answer,"
                                + " until " + NOW);
        assertThat(PromotionAnswer.of(
                        Optional.empty(), run("{\"phase\":\"DONE\"}", Optional.of(Outcome.ROLLED_BACK), "by alice")))
                .isEqualTo("web v2 is back: by alice");
        assertThat(PromotionAnswer.of(
                        Optional.empty(),
                        run("{\"phase\":\"DONE\"}", Optional.of(Outcome.ESCALATED), "not all is back")))
                .isEqualTo("web v2 is over: not all is back");
    }

    @Test
    void aHeldRunIsListedSinceItIsHeldAndAnyOtherSinceItsPhase() throws JsonException {
        assertThat(PromotionProgress.of(run(HELD)).since()).isEqualTo(HELD_SINCE);
        assertThat(PromotionProgress.of(run(held(""))).since())
                .as("an older state")
                .isEqualTo(NOW);
        assertThat(PromotionProgress.of(run(held(",\"since\":\"1970-01-01T00:00:00Z\"")))
                        .since())
                .isEqualTo(NOW);
        assertThat(PromotionProgress.of(run(BAKES)).since()).isEqualTo(NOW);
    }

    @Test
    void whatWaitsIsListedWithItsReason() throws JsonException {
        var waits = PromotionProgress.of(
                run("{\"phase\":\"PREFLIGHT\",\"facts\":{\"waitsFor\":\"preflight of nginx:upstream/web:"
                        + " another deployment\",\"waitsUntil\":\"" + NOW + "\"}}"));
        assertThat(waits.reason())
                .isEqualTo("waits for preflight of nginx:upstream/web: another deployment, until " + NOW);
        assertThat(waits.toJson().text()).contains("\"waitsUntil\":\"" + NOW + "\"");
    }
}
