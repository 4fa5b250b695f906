package io.nightshift.remediation;

import static io.nightshift.remediation.Night.instance;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.guard.GuardrailSettings;
import io.nightshift.core.guard.MarkKeys;
import io.nightshift.core.json.Json;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Acts that only tell somebody are no reason to hold back others, or to open the breaker of their rule. */
final class TellingActTest {

    private static final int ALARMS = 6;

    private final Night night = new Night();

    @Test
    void allOfAStormAreToldAtOnceAndTheBreakerStaysClosed() {
        night.overrides = oneAtATime();
        night.plan = plan("page-on-call", Json.obj().with("hook", "pager").with("format", "pagerduty"));
        storm();
        assertThat(night.changes()).hasSize(ALARMS);
        assertThat(night.ledger.markers(Set.of(MarkKeys.breaker("web"))).values())
                .allMatch(mark -> mark.version() == 0);
        assertThat(night.runs()).allMatch(run -> run.acts() == 0);
    }

    @Test
    void aWebhookOfUnknownEffectCounts() {
        night.overrides = oneAtATime();
        night.plan = plan("call-webhook", Json.obj().with("hook", "fix-it"));
        storm();
        assertThat(night.changes()).as("one at a time, until the breaker opens").hasSize(3);
        assertThat(night.runs()).extracting(Run::outcome).allMatch(how -> how.orElseThrow() == Outcome.ESCALATED);

        night.plan = plan("call-webhook", Json.obj().with("hook", "chat").with("only-tells", true));
        night.world.add(instance("i-more"));
        night.world.breaks(instance("i-more"));
        assertThat(night.changes()).hasSize(4);
    }

    private GuardrailSettings oneAtATime() {
        var acting = Night.acting();
        return new GuardrailSettings(
                acting.mode(),
                acting.optOut(),
                acting.optIn(),
                acting.freezes(),
                acting.coolDown(),
                acting.rate(),
                new GuardrailSettings.Blast(50, 1),
                acting.lock(),
                acting.approval(),
                acting.breaker(),
                acting.recurrence(),
                acting.pageChannel());
    }

    private static Json.Obj plan(String action, Json.Obj with) {
        var rung = Json.obj().with("action", action).with("with", with).with("waitSeconds", 300);
        return Night.plan().with("ladder", Json.arr(List.of(rung)));
    }

    private void storm() {
        for (int i = 0; i < ALARMS; i++) {
            night.world.add(instance("i-" + i));
            night.world.breaks(instance("i-" + i));
        }
        night.pass(Duration.ofHours(4));
    }
}
