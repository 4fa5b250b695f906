package io.nightshift.cost.detect;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Detects anomalies in the daily costs of one series, by the days up to each one only: what it says of a day never changes when later
 * days follow, but for the end and the money of an anomaly that goes on.
 *
 * <p>Not thread-safe.
 */
public final class SeriesDetector {

    private static final int NEWBORN = 14;
    private static final int LOOK = 60;

    /** With more days without cost a series is sparse. */
    private static final double SPARSE = 0.12;

    /** A new series is told of within so many days, or never. */
    private static final int NEW_WITHIN = 3;

    /** Something new has to cost more than a rise of what is known. */
    private static final double NEW_FACTOR = 5;

    private enum Mode {
        UNKNOWN,
        UNBORN,
        NEWBORN,
        SPARSE,
        DENSE
    }

    private final LocalDate first;
    private final int knownBefore;
    private final CostHistory history;
    private final DetectionSensitivity sensitivity;
    private final DenseSeries dense;
    private final SparseSeries sparse;
    private final List<OpenAnomaly> found = new ArrayList<>();
    private int born = -1;
    private int day = -1;
    private Mode mode = Mode.UNBORN;
    private boolean isDense;

    /** @param first the day of the first cost */
    public SeriesDetector(LocalDate first, DetectionSensitivity sensitivity) {
        this(first, 0, sensitivity);
    }

    /** @param knownBefore for how many days before the first its provider published costs, of which none was of this series */
    SeriesDetector(LocalDate first, int knownBefore, DetectionSensitivity sensitivity) {
        this.first = first;
        this.knownBefore = knownBefore;
        this.sensitivity = sensitivity;
        this.history = new CostHistory(first);
        this.dense = new DenseSeries(history, sensitivity);
        this.sparse = new SparseSeries(history, sensitivity);
    }

    /**
     * Adds the cost of the next day.
     *
     * @param cost in the series' currency; a negative one counts as nothing; NaN is a day of which nothing is known, which is not
     *     judged
     */
    public void add(double cost) {
        take(cost);
        judge(0);
    }

    /** Takes in the next day; returns how far a dense series without an open anomaly strays from expectation, else NaN. */
    double take(double cost) {
        day = history.add(cost > 0 ? cost : 0);
        mode = mode(cost);
        if (mode != Mode.DENSE) {
            return Double.NaN;
        }
        if (!isDense) {
            sparse.close();
            dense.begin(day, Math.max(born, history.kept()));
            isDense = true;
        }
        double distance = dense.take(day);
        return dense.isOpen() ? Double.NaN : distance;
    }

    private Mode mode(double cost) {
        if (Double.isNaN(cost)) {
            return Mode.UNKNOWN;
        }
        if (born < 0 && history.costsNothing(day)) {
            return Mode.UNBORN;
        }
        born = born < 0 ? day : born;
        int age = day - born;
        return age < NEWBORN ? Mode.NEWBORN : isSparse(age) ? Mode.SPARSE : Mode.DENSE;
    }

    /**
     * Judges the day that was taken in last; returns the anomaly that it opens.
     *
     * @param common what the whole account did that day, as a logarithm
     */
    Optional<OpenAnomaly> judge(double common) {
        var opened = switch (mode) {
            case UNBORN -> Optional.<OpenAnomaly>empty();
            case UNKNOWN -> skip();
            case NEWBORN -> newborn(day - born);
            case SPARSE -> {
                dense.close();
                isDense = false;
                yield sparse.add(day, Math.max(born, history.kept()));
            }
            case DENSE -> dense.judge(day, day - born, common);
        };
        opened.ifPresent(found::add);
        return opened;
    }

    private Optional<OpenAnomaly> skip() {
        if (isDense) {
            dense.skip(day);
        } else {
            history.leaveOut(day, true);
        }
        return Optional.empty();
    }

    /** Of a dense series. */
    double deviation() {
        return dense.deviation();
    }

    boolean isDense() {
        return mode == Mode.DENSE;
    }

    /** Whether a rise of the last day needs no alert: its series is none that has a level, or it has a reason. */
    boolean isExplained() {
        return mode != Mode.DENSE || dense.isExplained(day);
    }

    /** What the days from one on cost beyond the expectation that was frozen before them; 0 for a series that is not dense. */
    double excess(LocalDate start) {
        int from = (int) ChronoUnit.DAYS.between(first, start);
        if (mode == Mode.DENSE) {
            return dense.excess(from, day);
        }
        double sum = 0;
        for (int i = Math.max(from, history.kept()); i <= day; i++) {
            sum += history.cost(i);
        }
        return sum;
    }

    /** The same if it is clearly less than expected, else 0. */
    double deficit(LocalDate start) {
        return mode == Mode.DENSE ? dense.deficit((int) ChronoUnit.DAYS.between(first, start), day) : 0;
    }

    /** The same if it is clearly more than expected, else 0. */
    double surplus(LocalDate start) {
        return mode == Mode.DENSE ? dense.surplus((int) ChronoUnit.DAYS.between(first, start), day) : 0;
    }

    /** Takes back the anomaly that the last day opened: the money came from elsewhere. */
    void expectInstead(OpenAnomaly anomaly) {
        found.remove(anomaly);
        if (mode == Mode.DENSE) {
            dense.expectInstead(anomaly, day);
        }
    }

    /** Takes a clear fall as the new level: the money goes elsewhere. */
    void expectLess(LocalDate start) {
        if (deficit(start) < 0) {
            dense.expectLess((int) ChronoUnit.DAYS.between(first, start), day);
        }
    }

    DetectedAnomaly describe(OpenAnomaly anomaly) {
        return anomaly.at(history);
    }

    /** The costs that are kept, of the last days. */
    double[] kept() {
        var costs = new double[day - history.kept() + 1];
        for (int i = 0; i < costs.length; i++) {
            int at = history.kept() + i;
            costs[i] = history.isReplaced(at) && history.costsNothing(at) ? Double.NaN : history.cost(at);
        }
        return costs;
    }

    /** Why the last day opened an anomaly, or none. */
    public DayJudgement judgement() {
        if (mode == Mode.DENSE) {
            return dense.judgement(day);
        }
        var gate = mode == Mode.UNKNOWN ? AlertGate.UNKNOWN : AlertGate.NOT_DENSE;
        double cost = day < 0 ? 0 : history.cost(day);
        return new DayJudgement(history.date(Math.max(0, day)), cost, 0, 0, List.of(), gate);
    }

    private boolean isSparse(int age) {
        int look = Math.min(LOOK, age + 1);
        int nothing = 0;
        for (int i = day - look + 1; i <= day; i++) {
            nothing += history.costsNothing(i) && !history.isReplaced(i) ? 1 : 0;
        }
        return nothing > SPARSE * look;
    }

    /** A series that begins with the data is not new: nothing is known of the days before. */
    private Optional<OpenAnomaly> newborn(int age) {
        if (born + knownBefore < NEWBORN || age > NEW_WITHIN || !found.isEmpty()) {
            return Optional.empty();
        }
        double sum = 0;
        for (int i = born; i <= day; i++) {
            sum += history.cost(i);
        }
        // A series that costs something on single days only is sparse, and nothing new goes on costing.
        boolean goesOn = age > 0 && !history.costsNothing(day);
        if (!goesOn || sum < NEW_FACTOR * sensitivity.perDay() * (age + 1)) {
            return Optional.empty();
        }
        var anomaly = new OpenAnomaly(AnomalyKind.NEW, born, day, day, sensitivity.days());
        for (int i = born; i <= day; i++) {
            anomaly.add(i, history.cost(i), 0);
        }
        anomaly.over();
        return Optional.of(anomaly);
    }

    /** Every anomaly so far, in order of detection. */
    public List<DetectedAnomaly> anomalies() {
        return found.stream().map(anomaly -> anomaly.at(history)).toList();
    }
}
