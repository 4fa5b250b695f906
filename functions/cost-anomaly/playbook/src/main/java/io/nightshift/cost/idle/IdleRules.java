package io.nightshift.cost.idle;

import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.cost.idle.IdleFinding.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoublePredicate;

/**
 * Judges the use of a resource. The limits are those of AWS Trusted Advisor; four days in a row instead of any four of fourteen, so
 * that a machine that rests at weekends is not idle.
 *
 * @see <a href="https://docs.aws.amazon.com/awssupport/latest/user/cost-optimization-checks.html">Trusted Advisor: cost optimization</a>
 */
public final class IdleRules {

    private static final double IDLE_CPU = 10;
    private static final double IDLE_NETWORK = 5_000_000;
    private static final int IDLE_DAYS = 4;
    private static final int WEEK = 7;
    private static final int TWO_WEEKS = 14;

    /** Half of the processors would stay below 80 %. */
    private static final double OVERSIZED_CPU = 40;

    private static final double FEW_REQUESTS = 100;
    private static final double ALL = 1;
    private static final double HALF = 0.5;

    private IdleRules() {}

    /** @return a finding; empty if it is used, or too new to judge */
    public static Optional<IdleFinding> judge(ResourceUse use, Instant now) {
        return switch (use.resource().kind()) {
            case Kinds.EC2_INSTANCE, Kinds.GCE_INSTANCE -> instance(use);
            case Kinds.EC2_VOLUME, Kinds.GCE_DISK -> disk(use, now);
            case Kinds.EC2_ADDRESS, Kinds.GCE_ADDRESS -> unused(use, now, "mark-for-deletion", "release-address");
            case Kinds.RDS_INSTANCE, Kinds.SQL_INSTANCE -> database(use);
            case Kinds.LOAD_BALANCER -> balancer(use, now);
            default -> Optional.empty();
        };
    }

    private static Optional<IdleFinding> instance(ResourceUse use) {
        var cpu = use.of(UseMetric.CPU_MEAN);
        var network = use.of(UseMetric.NETWORK_BYTES);
        if (last(cpu, IDLE_DAYS, day -> day <= IDLE_CPU) && last(network, IDLE_DAYS, day -> day <= IDLE_NETWORK)) {
            return Optional.of(IdleFinding.of(
                    use,
                    Kind.IDLE,
                    "CPU at most %s %% and network at most %s MB on each of the last %d days"
                            .formatted(most(cpu, IDLE_DAYS, 1), most(network, IDLE_DAYS, 1e6), IDLE_DAYS),
                    ALL,
                    "stop-instance"));
        }
        return oversized(use);
    }

    private static Optional<IdleFinding> database(ResourceUse use) {
        if (last(use.of(UseMetric.CONNECTIONS), WEEK, day -> day < 1)) {
            return Optional.of(IdleFinding.of(
                    use, Kind.IDLE, "no connection in the last " + WEEK + " days", ALL, "stop-database"));
        }
        return use.resource().kind().equals(Kinds.SQL_INSTANCE) ? oversized(use, "set-database-tier") : oversized(use);
    }

    private static Optional<IdleFinding> oversized(ResourceUse use, String... actions) {
        var cpu = use.of(UseMetric.CPU_HIGHEST);
        return last(cpu, TWO_WEEKS, day -> day < OVERSIZED_CPU)
                ? Optional.of(IdleFinding.of(
                        use,
                        Kind.OVERSIZED,
                        "CPU never above %s %% in the last %d days: half of the processors would do; memory was not measured"
                                .formatted(most(cpu, TWO_WEEKS, 1), TWO_WEEKS),
                        HALF,
                        actions))
                : Optional.empty();
    }

    private static Optional<IdleFinding> disk(ResourceUse use, Instant now) {
        return last(use.of(UseMetric.DISK_OPERATIONS), WEEK, day -> day < 1)
                ? Optional.of(IdleFinding.of(
                        use,
                        Kind.IDLE,
                        "attached, and less than one read or write a day in the last " + WEEK + " days",
                        ALL,
                        "snapshot-volume"))
                : unused(use, now, "snapshot-volume", "mark-for-deletion", "delete-volume");
    }

    private static Optional<IdleFinding> balancer(ResourceUse use, Instant now) {
        return last(use.of(UseMetric.REQUESTS), WEEK, day -> day < FEW_REQUESTS)
                ? Optional.of(IdleFinding.of(
                        use,
                        Kind.IDLE,
                        "less than " + (int) FEW_REQUESTS + " requests on each of the last " + WEEK + " days",
                        ALL))
                : unused(use, now)
                        .map(found -> new IdleFinding(
                                found.resource(),
                                Kind.IDLE,
                                found.size(),
                                found.reason(),
                                List.of(),
                                ALL,
                                Optional.empty(),
                                ""));
    }

    /** What was made this week may be on its way to its place. */
    private static Optional<IdleFinding> unused(ResourceUse use, Instant now, String... actions) {
        boolean young = use.since()
                .filter(since -> since.isAfter(now.minus(Duration.ofDays(WEEK))))
                .isPresent();
        return use.unused().filter(why -> !young).map(why -> IdleFinding.of(use, Kind.UNATTACHED, why, ALL, actions));
    }

    private static boolean last(List<Double> days, int count, DoublePredicate isIdle) {
        return days.size() >= count
                && days.subList(days.size() - count, days.size()).stream().allMatch(day -> isIdle.test(day));
    }

    private static String most(List<Double> days, int count, double unit) {
        double most = days.subList(days.size() - count, days.size()).stream()
                .mapToDouble(day -> day)
                .max()
                .orElse(0);
        return String.format(Locale.ROOT, "%.1f", most / unit);
    }
}
