package io.nightshift.remediation.policy;

import io.nightshift.core.guard.Freeze;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.Signal.Due;
import io.nightshift.policy.Cron;
import io.nightshift.policy.MatchFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The times at which a rule starts by itself.
 *
 * @param calendars the names of the calendars of {@code except}
 * @param except the times at which it does not start
 * @param target what it acts on; account and region are empty for those of the host
 */
record RuleSchedule(Cron cron, ZoneId zone, List<String> calendars, List<Freeze> except, Resource target) {

    /** A cloud's scheduler may deliver late: the signal is the one of the scheduled time before. */
    private static final Duration LATE = Duration.ofDays(1);

    RuleSchedule {
        calendars = List.copyOf(calendars);
        except = List.copyOf(except);
    }

    static RuleSchedule of(
            Cron cron,
            ZoneId zone,
            Map<String, List<Freeze>> except,
            RuleTarget target,
            String account,
            String region) {
        var cloud = Kinds.cloud(target.kind());
        var origin = cloud == Cloud.NONE ? Origin.NOWHERE : new Origin(cloud, account, region);
        return new RuleSchedule(
                cron,
                zone,
                List.copyOf(except.keySet()),
                except.values().stream().flatMap(List::stream).toList(),
                new Resource(origin, target.kind(), target.name().text()));
    }

    /** The signal at its scheduled time, about the target. */
    Due identify(Due due, Origin home) {
        var at = cron.latest(due.time(), zone, LATE).orElse(due.time());
        var plain = Due.of(due.work(), at);
        var header = plain.header();
        return new Due(
                new Signal.Header(header.id(), header.source(), header.time(), target(home), header.labels()),
                due.work());
    }

    private Resource target(Origin home) {
        var origin = target.origin();
        boolean atHome = origin.cloud() == home.cloud() && origin.account().isEmpty();
        return atHome
                ? new Resource(
                        new Origin(
                                home.cloud(),
                                home.account(),
                                origin.region().isEmpty() ? home.region() : origin.region()),
                        target.kind(),
                        target.name())
                : target;
    }

    /** What its times depend on, in one line: {@code 0 7 * * MON-FRI Europe/Berlin except holidays}. */
    String times() {
        return cron + " " + zone + " except " + String.join(", ", calendars);
    }

    /** The latest scheduled time. */
    Optional<Instant> latest(Instant now, Duration within) {
        return cron.latest(now, zone, within).filter(time -> !excepted(time));
    }

    private boolean excepted(Instant time) {
        return except.stream().anyMatch(freeze -> freeze.activeUntil(time).isPresent());
    }

    /** Why it does not start at that time. */
    Optional<MatchFailure> miss(String rule, Instant time) {
        if (!cron.latest(time, zone, Duration.ZERO).equals(Optional.of(time))) {
            return Optional.of(new MatchFailure(rule, "schedule.cron", cron + " " + zone, time.toString()));
        }
        return excepted(time)
                ? Optional.of(new MatchFailure(
                        rule, "schedule.except", "a time outside of " + String.join(", ", calendars), time.toString()))
                : Optional.empty();
    }
}
