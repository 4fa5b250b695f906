import io.nightshift.cost.benchmark.ScoredAlert;
import io.nightshift.cost.detect.DailyCosts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Turns the scores of days into alerts, in the same way for each rival and with the same gates of money as ours: one alert from the first
 * strange day until two calm ones or fifteen days, and one about a series that is new.
 */
final class RivalAlerts {

    private static final double PER_DAY = 3;
    private static final double TOTAL = 6;
    private static final double SHARE = 0.1;
    private static final int LOOK = 28;
    private static final int LEARNT = 15;
    private static final int CALM = 2;
    private static final int NEWBORN = 14;
    private static final double NEW = 15;

    private RivalAlerts() {}

    /** @param days so many strange days in a row are an alert */
    static List<ScoredAlert> of(DailyCosts series, double[] costs, double[] scores, double threshold, int days) {
        var alerts = new ArrayList<ScoredAlert>();
        int born = 0;
        while (born < costs.length && costs[born] <= 0) {
            born++;
        }
        if (born >= NEWBORN && born + 1 < costs.length && costs[born] >= NEW && costs[born + 1] >= NEW) {
            alerts.add(new ScoredAlert(series.key(), series.first().plusDays(born + 1L), "new"));
        }
        int strange = 0;
        int calm = 0;
        int opened = -1;
        for (int day = born + NEWBORN; day < costs.length; day++) {
            boolean high = scores[day] >= threshold;
            if (opened >= 0) {
                calm = high ? 0 : calm + 1;
                opened = calm >= CALM || day - opened >= LEARNT ? -1 : opened;
                strange = 0;
                continue;
            }
            strange = high ? strange + 1 : 0;
            if (strange >= days && isWorth(costs, day, days)) {
                alerts.add(new ScoredAlert(series.key(), series.first().plusDays(day), "strange"));
                opened = day;
                calm = 0;
            }
        }
        return alerts;
    }

    private static boolean isWorth(double[] costs, int day, int days) {
        var past = Arrays.copyOfRange(costs, Math.max(0, day - LOOK), day);
        double usual = WeekdayMad.median(past);
        double more = 0;
        for (int i = day - days + 1; i <= day; i++) {
            more += costs[i] - usual;
        }
        return more >= PER_DAY * days && more >= TOTAL && more >= SHARE * usual * days;
    }
}
