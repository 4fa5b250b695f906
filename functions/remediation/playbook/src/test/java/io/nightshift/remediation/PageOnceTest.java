package io.nightshift.remediation;

import static io.nightshift.remediation.Night.instance;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Message;
import io.nightshift.core.act.Message.Urgency;
import io.nightshift.core.act.Problem;
import io.nightshift.core.engine.PauseSwitches;
import io.nightshift.core.ledger.Audit;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Run;
import io.nightshift.core.signal.Resource;
import io.nightshift.sandbox.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A breaker or a pause ends every run of a storm of alarms, and pages once for each target. */
final class PageOnceTest {

    private static final Resource WEB = instance("i-1");
    private static final int ALARMS = 10;

    private final Night night = new Night();

    @AfterEach
    void everyChainIsWhole() {
        night.runs()
                .forEach(run -> assertThat(Audit.verify(night.ledger, run.id()).faults())
                        .isEmpty());
    }

    @Test
    void pagesOncePerPauseAndTargetAndRemindsEachDay() {
        pause();
        storm(WEB);
        storm(instance("i-2"));
        assertThat(escalations()).hasSize(2 * ALARMS);
        assertThat(pages()).hasSize(2).allMatch(page -> page.lines().toString().contains("page nobody for 1 d"));
        assertThat(escalations().stream().filter(run -> night.kinds(run).contains("not-told")))
                .hasSize(2 * ALARMS - 2);

        night.pass(Duration.ofDays(1));
        storm(WEB);
        assertThat(pages()).as("a reminder each day").hasSize(3);

        switches().resume("rule/web", "alice", "done");
        pause();
        storm(WEB);
        assertThat(pages()).as("another pause").hasSize(4);
    }

    @Test
    void pagesOncePerOpeningOfTheBreaker() {
        for (int i = 1; i <= night.overrides.breaker().failures(); i++) {
            night.world.add(instance("i-broken-" + i));
            night.world.breaks(instance("i-broken-" + i));
            night.pass(Duration.ofHours(1));
        }
        int before = pages().size();
        storm(WEB);
        assertThat(pages()).hasSize(before + 1);

        switches().resume("rule/web", "alice", "looked at it");
        night.world.add(WEB);
        night.world.breaks(WEB);
        assertThat(night.changes())
                .as("the breaker is closed")
                .hasSize(night.overrides.breaker().failures() + 1);
    }

    @Test
    void anUndeliveredPageSilencesNobody() {
        pause();
        night.world.undeliverable(Problem.permanent("Gone", "the channel is gone"));
        storm(WEB);
        assertThat(escalations())
                .hasSize(ALARMS)
                .noneMatch(run -> night.kinds(run).contains("not-told"));

        night.world.deliverable();
        storm(WEB);
        assertThat(pages()).hasSize(1);
    }

    @Test
    void aRunThatActedPagesAlthoughAnEarlierOneHasPaged() {
        pause();
        storm(WEB);
        switches().resume("rule/web", "alice", "done");
        night.plan = Night.plan("reboot-instance", "replace-instance");
        night.world.breaks(WEB);
        assertThat(night.changes()).hasSize(1);
        pause();
        int before = pages().size();
        night.pass(Duration.ofHours(1));
        assertThat(pages()).hasSize(before + 1);
    }

    private PauseSwitches switches() {
        return new PauseSwitches(night.ledger, night.time, "policy-1");
    }

    private void pause() {
        switches().pause("rule/web", "alice", "migration");
    }

    private void storm(Resource target) {
        night.world.add(target);
        for (int i = 0; i < ALARMS; i++) {
            night.world.breaks(target);
            night.pass(Duration.ofMinutes(1));
            night.world.heals(target);
            night.pass(Duration.ofMinutes(1));
        }
    }

    private List<Run> escalations() {
        return night.runs().stream()
                .filter(run -> run.outcome().equals(Optional.of(Outcome.ESCALATED)))
                .toList();
    }

    private List<Message> pages() {
        return night.world.told().stream()
                .map(World.Told::message)
                .filter(message -> message.urgency() == Urgency.PAGE)
                .toList();
    }
}
