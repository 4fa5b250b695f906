import com.github.servicenow.ds.stats.stl.SeasonalTrendLoess;
import java.util.Arrays;

/**
 * The remainder of a seasonal-trend decomposition of the last weeks, as generalised extreme Studentized deviates. S-H-ESD (Twitter's)
 * takes the median in place of the trend, and the median and its deviation in place of mean and deviation.
 */
final class StlEsd implements Rival {

    private static final int[] DAYS = {42, 63, 84};
    private static final int WEEK = 7;
    private static final double OUTLIERS = 0.1;

    private final boolean hybrid;

    StlEsd(boolean hybrid) {
        this.hybrid = hybrid;
    }

    @Override
    public String name() {
        return hybrid ? "S-H-ESD" : "STL + ESD";
    }

    @Override
    public double[] thresholds() {
        return hybrid ? new double[] {3, 4, 5, 7, 10, 14} : new double[] {2.5, 3, 3.5, 4, 5, 6};
    }

    @Override
    public double[] scores(double[] costs, int setting) {
        int days = DAYS[setting];
        var scores = new double[costs.length];
        var logs = Arrays.stream(costs).map(cost -> Math.log(cost + 0.1)).toArray();
        for (int day = days - 1; day < costs.length; day++) {
            scores[day] = last(Arrays.copyOfRange(logs, day - days + 1, day + 1));
        }
        return scores;
    }

    private double last(double[] values) {
        var parts = new SeasonalTrendLoess.Builder()
                .setPeriodLength(WEEK)
                .setPeriodic()
                .setNonRobust()
                .buildSmoother(values)
                .decompose();
        double median = WeekdayMad.median(values);
        var rest = new double[values.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = values[i] - parts.getSeasonal()[i] - (hybrid ? median : parts.getTrend()[i]);
        }
        return deviate(rest);
    }

    /** Takes the farthest values away, a tenth of them at most, until the last one is the farthest; returns how far it is then. */
    private double deviate(double[] rest) {
        double last = rest[rest.length - 1];
        var left = rest;
        double score = 0;
        for (int i = 0; i <= OUTLIERS * rest.length; i++) {
            double centre = hybrid
                    ? WeekdayMad.median(left)
                    : Arrays.stream(left).average().orElse(0);
            double spread = spread(left, centre);
            double of = (last - centre) / Math.max(0.01, spread);
            score = Math.max(score, of);
            var farthest = left[0];
            for (double one : left) {
                farthest = Math.abs(one - centre) > Math.abs(farthest - centre) ? one : farthest;
            }
            if (farthest == last) {
                break;
            }
            left = without(left, farthest);
        }
        return score;
    }

    private double spread(double[] left, double centre) {
        if (hybrid) {
            return 1.4826
                    * WeekdayMad.median(Arrays.stream(left)
                            .map(one -> Math.abs(one - centre))
                            .toArray());
        }
        return Math.sqrt(
                Arrays.stream(left).map(one -> (one - centre) * (one - centre)).sum() / (left.length - 1));
    }

    private static double[] without(double[] values, double one) {
        var left = new double[values.length - 1];
        int count = 0;
        boolean gone = false;
        for (double value : values) {
            if (value == one && !gone) {
                gone = true;
            } else if (count < left.length) {
                left[count++] = value;
            }
        }
        return left;
    }
}
