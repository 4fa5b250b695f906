package io.nightshift.cost.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Detects anomalies of a series that costs something almost every day. The logarithm of a cost is level + weekday + habit of the month
 * + noise. A rise freezes the level; the anomaly ends after two calm days, or is learnt as the new level after fifteen.
 */
final class DenseSeries {

    private static final int LEARNT = 60;

    /** Of the median cost; added before logarithms are taken. */
    private static final double OFFSET = 0.01;

    private static final double LEAST_OFFSET = 0.001;
    private static final double HALF_LIFE = 10;
    private static final double WEIGHT = 1 - Math.pow(2, -1 / HALF_LIFE);
    private static final int HOLIDAYS = 12;
    private static final double HOLIDAY_CLIP = 2.5;
    private static final double CLIP = 2;
    private static final int TAILS_EVERY = 8;
    private static final int NOISE_EVERY = 4;
    private static final int LOW_DAYS = 6;
    private static final int DIP_MEMORY = 28;
    private static final int CALM = 2;
    private static final int LEARN_AFTER = 15;
    private static final int LEARN_FROM = 8;
    private static final int LONGEST_WEEKENDS = 22;
    private static final double HIGH = 2;
    private static final double LEAST_RISE = 0.1;
    private static final double PART_OF_MONEY = 0.3;
    private static final double ONSET = 0.3;
    private static final double RAMP_ONSET = 1.5;
    private static final int SAME = 7;
    private static final int MONTH = 32;
    private static final int HABIT_SEEN = 3;
    private static final int MONTH_OF_DAYS = 27;

    /** Less in two weeks is growth. */
    private static final double LEAST_RAMP = 0.18;

    private static final double LEAST_LONG = 0.13;
    private static final int LONG = 10;

    private static final double BACK = 0.1;
    private static final double OF_MONTH = 0.02;
    private static final double OF_STEP = 0.35;
    private static final int SINCE = 20;
    private static final int FIRST_DAYS = 3;
    private static final double HALF = 0.5;
    private static final int SATURDAY = 5;
    private static final int SUNDAY = 6;

    private final CostHistory history;
    private final DetectionSensitivity sensitivity;
    private final WeekShape week = new WeekShape();
    private final MonthHabits months = new MonthHabits();
    private final NoiseModel noise = new NoiseModel();
    private final RiseTests tests;
    private final SteadyTrend trend = new SteadyTrend();
    private double level;
    private double slope;
    private Optional<OpenAnomaly> open = Optional.empty();
    private Optional<OpenAnomaly> last = Optional.empty();
    private int calm;
    private boolean everyDay;
    private int highDays;
    private int low;
    private double beforeDip;
    private int dipUntil = -1;
    private int habitual = -2;
    private int holidays;
    private boolean learnt;
    private double ofWeek;
    private double habit;
    private double habitBefore;
    private final List<TestedPattern> tested = new ArrayList<>();
    private Optional<AlertGate> gate = Optional.empty();

    DenseSeries(CostHistory history, DetectionSensitivity sensitivity) {
        this.history = history;
        this.sensitivity = sensitivity;
        this.tests = new RiseTests(sensitivity, WEIGHT);
    }

    /** Learns from the days before one, when the series becomes dense. */
    void begin(int day, int born) {
        int from = Math.max(born, day - LEARNT);
        var costs = new double[day - from];
        for (int i = from; i < day; i++) {
            costs[i - from] = history.cost(i);
        }
        history.begin(from, day, Math.max(LEAST_OFFSET, OFFSET * Scores.median(costs)));
        open = Optional.empty();
        tests.forget();
        week.learn(history, day);
        var adjusted = new double[day - from];
        for (int i = from; i < day; i++) {
            history.expect(i, week.of(history.weekday(i)), 0, 0);
            adjusted[i - from] = history.adjusted(i);
        }
        level = Scores.median(adjusted);
        slope = 0;
        noise.begin(Scores.deviation(adjusted, adjusted.length, level));
        for (int i = from; i < day; i++) {
            history.level(i, level);
            months.add(history.date(i), history.adjusted(i) - level, week.of(history.weekday(i)));
            follow(history.adjusted(i) - level);
        }
    }

    private void follow(double error) {
        double clip = CLIP * noise.deviation();
        double clipped = Math.clamp(error, -clip, clip);
        level += WEIGHT * clipped + slope;
    }

    /** Takes in a day; returns its distance from what is expected, which the common mode of the account is computed from. */
    double take(int day) {
        history.takeLog(day);
        week.learn(history, day);
        if (day % NOISE_EVERY == 0) {
            noise.learn(history, week, day, day % TAILS_EVERY == 0);
        }
        slope = trend.of(history, day);
        ofWeek = week.of(history.weekday(day));
        habitBefore = habit;
        double distance = history.log(day) - ofWeek - level;
        habit = months.explaining(history.date(day), distance, noise.deviation(), ofWeek);
        return distance - habit;
    }

    /** How far days stray. */
    double deviation() {
        return noise.deviation();
    }

    boolean isOpen() {
        return open.isPresent();
    }

    /**
     * Judges a day that was taken in; returns the anomaly that it opens.
     *
     * @param common what the whole account did, as a distance from what was expected
     */
    Optional<OpenAnomaly> judge(int day, int age, double common) {
        double shared = explained(history.log(day) - ofWeek - habit - level, common);
        history.expect(day, ofWeek + habit + shared, habit + shared, level);
        history.slope(day, slope > 0 ? slope : slope / 2);
        months.add(history.date(day), history.log(day) - ofWeek - shared - level, ofWeek);
        tested.clear();
        gate = Optional.empty();
        // A habit of one day is none of the days after it: longer windows would see it again.
        if (habitual == day - 1 && history.adjusted(day) - level < HIGH * noise.deviation()) {
            history.replace(habitual, history.level(habitual));
        }
        if (open.isPresent()) {
            gate = Optional.of(AlertGate.OPEN);
            grow(open.get(), day);
            return Optional.empty();
        }
        learnt = false;
        var opened = tests.at(history, day, age, noise, tested).flatMap(rise -> consider(rise, day, age));
        if (open.isEmpty() && !learnt) {
            double error = history.adjusted(day) - level;
            follow(error);
            if (!isHoliday(day, error)) {
                lows(day, error);
            }
        }
        return opened;
    }

    /** Whether a rise of the last days is a habit, a return, or came from elsewhere. */
    boolean isExplained(int day) {
        return habitual >= day - HABIT_SEEN
                || gate.filter(one -> one == AlertGate.HABIT || one == AlertGate.RETURN || one == AlertGate.MOVED)
                        .isPresent();
    }

    /** The common mode explains a distance away; it never makes one. */
    private static double explained(double distance, double common) {
        if (distance * common <= 0) {
            return 0;
        }
        return common > 0 ? Math.min(distance, common) : Math.max(distance, common);
    }

    /** Why the last day opened no anomaly. */
    DayJudgement judgement(int day) {
        return new DayJudgement(
                history.date(day),
                history.cost(day),
                history.expected(day, history.level(day)),
                noise.deviation(),
                List.copyOf(tested),
                gate.orElse(AlertGate.USUAL));
    }

    /** What some days cost beyond the expectation that was frozen before them. */
    double excess(int start, int day) {
        if (start < history.from()) {
            return 0;
        }
        double frozen = history.level(start);
        double excess = 0;
        for (int i = start; i <= day; i++) {
            excess += history.cost(i) - history.expected(i, frozen);
        }
        return excess;
    }

    /** The same if it is clearly less than expected, else 0. */
    double deficit(int start, int day) {
        double excess = excess(start, day);
        double usual = history.expected(day, history.level(Math.max(start, history.from()))) * noise.deviation();
        return excess < -CLIP * usual * Math.sqrt(day - start + 1.0) ? excess : 0;
    }

    /** The same if it is clearly more than expected, else 0. */
    double surplus(int start, int day) {
        double excess = excess(start, day);
        double usual = history.expected(day, history.level(Math.max(start, history.from()))) * noise.deviation();
        return excess > CLIP * usual * Math.sqrt(day - start + 1.0) ? excess : 0;
    }

    /** Takes an anomaly back that was opened by this day, and learns its level: the money came from elsewhere. */
    void expectInstead(OpenAnomaly anomaly, int day) {
        gate = Optional.of(AlertGate.MOVED);
        double sum = 0;
        int days = day - anomaly.start + 1;
        for (int i = anomaly.start; i <= day; i++) {
            sum += history.rise(i) / days;
            history.leaveOut(i, false);
            history.restore(i);
        }
        learn(sum, anomaly.start, day);
        open = Optional.empty();
        last = Optional.empty();
    }

    /** Learns a lower level at once: the money goes elsewhere. */
    void expectLess(int start, int day) {
        double sum = 0;
        for (int i = start; i <= day; i++) {
            sum += (history.adjusted(i) - history.frozen(start, i)) / (day - start + 1);
        }
        learn(history.frozen(start, day) + sum - level, start, day);
        low = 0;
    }

    /** Puts what is expected in place of a day of which nothing is known. */
    void skip(int day) {
        double ofWeek = week.of(history.weekday(day));
        history.expect(day, ofWeek, 0, level);
        history.replace(day, level);
    }

    /** Opens an anomaly, or continues the one that has just ended; nothing if it costs too little or is a habit. */
    private Optional<OpenAnomaly> consider(Rise rise, int day, int age) {
        int begin = day - rise.days() + 1;
        int end = day - rise.calm();
        double frozen = history.level(begin);
        int start = start(rise, begin, end, frozen);
        double actual = 0;
        double expected = 0;
        int days = 0;
        for (int i = start; i <= end; i++) {
            if (isPart(rise.kind(), i)) {
                actual += history.cost(i);
                expected += history.expected(i, frozen);
                days++;
            }
        }
        if (isGrowth(rise, begin, end) || !sensitivity.costsEnough(actual, expected, days)) {
            gate = Optional.of(AlertGate.MONEY);
            return Optional.empty();
        }
        if (isLongerMonth(day) || isMonthly(start, end)) {
            gate = Optional.of(AlertGate.HABIT);
            return Optional.empty();
        }
        if (comesBack(start, end)) {
            gate = Optional.of(AlertGate.RETURN);
            return Optional.empty();
        }
        if (rise.kind() == AnomalyKind.SPIKE && (age <= MONTH || isHabit(end, end == day ? habit : habitBefore))) {
            habitual = end;
            gate = Optional.of(AlertGate.HABIT);
            return Optional.empty();
        }
        gate = Optional.of(AlertGate.ANOMALY);
        level = frozen;
        calm = rise.calm();
        everyDay = false;
        highDays = 0;
        var same = last.filter(before -> start - before.end() <= SAME);
        var anomaly = same.orElseGet(() -> new OpenAnomaly(rise.kind(), start, end, day, rise.score()));
        anomaly.again();
        for (int i = start; i <= end; i++) {
            if (isPart(rise.kind(), i)) {
                anomaly.add(i, history.cost(i), history.expected(i, frozen));
                history.rise(i, history.adjusted(i) - frozen);
                history.replace(i, frozen);
            }
        }
        open = Optional.of(anomaly);
        last = open;
        return same.isPresent() ? Optional.empty() : open;
    }

    /** A rise that takes weeks and is small is growth. */
    private boolean isGrowth(Rise rise, int begin, int end) {
        boolean ramp = rise.kind() == AnomalyKind.RAMP;
        if (!ramp && (rise.kind() != AnomalyKind.SHIFT || rise.days() < LONG)) {
            return false;
        }
        double sum = 0;
        double squares = 0;
        for (int i = begin; i <= end; i++) {
            double form = ramp ? (i - begin + 1.0) / rise.days() : 1;
            sum += form * (history.adjusted(i) - history.frozen(begin, i));
            squares += form * form;
        }
        return sum / squares < (ramp ? LEAST_RAMP : LEAST_LONG);
    }

    /** Working days are no part of an anomaly of weekends. */
    private boolean isPart(AnomalyKind kind, int day) {
        return kind != AnomalyKind.WEEKEND || history.weekday(day) >= SATURDAY;
    }

    /** The first day of the window that is high. */
    private int start(Rise rise, int begin, int day, double frozen) {
        double onset = rise.kind() == AnomalyKind.RAMP
                ? RAMP_ONSET * noise.deviation()
                : ONSET * (history.adjusted(day) - frozen);
        int start = begin;
        while (start < day && history.adjusted(start) - frozen < onset) {
            start++;
        }
        return start;
    }

    /** A single day that was as high a month ago; or the first one that is seen of the first or last days of months. */
    private boolean isHabit(int day, double known) {
        var date = history.date(day);
        return months.wasAsHigh(date, history.adjusted(day) - level, known) || months.isUnknownEdge(date);
    }

    /** What is charged by the month costs more a day in a shorter one: it is learnt. */
    private boolean isLongerMonth(int day) {
        int since = history.date(day).getDayOfMonth() - 1;
        int begin = day - since;
        if (since >= SINCE || begin <= history.from()) {
            return false;
        }
        double step = Math.log((double) history.date(begin - 1).lengthOfMonth()
                / history.date(day).lengthOfMonth());
        int days = Math.min(since + 1, LOW_DAYS);
        var rises = new double[days];
        for (int i = 0; i < days; i++) {
            rises[i] = history.adjusted(begin + i) - history.frozen(begin, begin + i);
        }
        double rise = Scores.median(rises);
        boolean higher = history.adjusted(day) - history.frozen(begin, day) > step + HIGH * noise.deviation();
        if (step <= 0 || higher || Math.abs(rise - step) > Math.max(OF_MONTH, OF_STEP * step)) {
            return false;
        }
        learn(rise, begin, day);
        learnt = true;
        return true;
    }

    /** A higher level since the beginning of the month, as the month before: a price tier that begins anew. It is learnt. */
    private boolean isMonthly(int start, int day) {
        var date = history.date(start);
        int before = start - date.minusMonths(1).lengthOfMonth();
        if (start == day || date.getDayOfMonth() > FIRST_DAYS || before - SAME <= history.from()) {
            return false;
        }
        int days = day - start + 1;
        double rise = step(start, days);
        if (step(before, days) < HALF * rise) {
            return false;
        }
        learn(history.adjusted(day) - history.frozen(start, day), start, day);
        learnt = true;
        return true;
    }

    /** How much higher some days were than the week before them, as they came. */
    private double step(int start, int days) {
        return median(start, days) - median(start - SAME, SAME);
    }

    private double median(int start, int days) {
        var logs = new double[days];
        for (int i = 0; i < days; i++) {
            logs[i] = history.raw(start + i) - week.of(history.weekday(start + i));
        }
        return Scores.median(logs);
    }

    /** A return to the level before a dip, as after holidays: it is learnt, and is no anomaly. */
    private boolean comesBack(int start, int day) {
        double mean = 0;
        for (int i = start; i <= day; i++) {
            mean += history.adjusted(i) / (day - start + 1);
        }
        if (dipUntil < day || mean >= beforeDip + BACK + Math.min(BACK, HIGH * noise.deviation())) {
            return false;
        }
        learn(mean - level, start, day);
        dipUntil = -1;
        learnt = true;
        low = 0;
        return true;
    }

    /** A working day that costs what a Sunday does is a holiday, as long as there are not too many of them. */
    private boolean isHoliday(int day, double error) {
        double clip = CLIP * noise.deviation();
        double sunday = week.of(SUNDAY) - week.of(history.weekday(day));
        boolean holiday =
                error < -clip && sunday < -clip && Math.abs(error - sunday) < HOLIDAY_CLIP * noise.deviation();
        boolean weekend = history.weekday(day) >= SATURDAY && error > -clip;
        holidays = holiday ? holidays + 1 : weekend ? holidays : 0;
        return holiday && holidays <= HOLIDAYS;
    }

    /** Six low days are a new level, which nobody has to hear of; the old one is remembered for a while. */
    private void lows(int day, double error) {
        low = error < -CLIP * noise.deviation() ? low + 1 : 0;
        if (low < LOW_DAYS) {
            return;
        }
        int from = day - LOW_DAYS + 1;
        var lows = new double[LOW_DAYS];
        for (int i = 0; i < LOW_DAYS; i++) {
            lows[i] = history.adjusted(from + i);
        }
        if (dipUntil < day) {
            beforeDip = history.level(from);
        }
        dipUntil = day + DIP_MEMORY;
        learn(Scores.median(lows) - level, from, day);
        low = 0;
    }

    /** Moves the level, and the days before the new one with it; what was seen of their dates is compared with the new one. */
    private void learn(double by, int from, int day) {
        level += by;
        history.move(from, by);
        for (int i = from; i <= day; i++) {
            history.level(i, level);
            months.move(history.date(i), -by);
        }
    }

    private void grow(OpenAnomaly anomaly, int day) {
        double rise = history.adjusted(day) - level;
        boolean between = anomaly.kind == AnomalyKind.WEEKEND && !everyDay && history.weekday(day) < SATURDAY;
        if (between) {
            history.level(day, level);
            history.rise(day, rise);
            highDays = rise > Math.max(LEAST_RISE, HIGH * noise.deviation()) ? highDays + 1 : 0;
            everyDay = highDays >= CALM;
            if (day - anomaly.end() > SAME) {
                close();
            }
            return;
        }
        if (anomaly.kind == AnomalyKind.WEEKEND && !everyDay && day - anomaly.start > LONGEST_WEEKENDS) {
            takeForUsual(anomaly.start, day);
            return;
        }
        double expected = history.expected(day, level);
        boolean clear = rise > HIGH * noise.deviation();
        boolean high = clear && (rise > LEAST_RISE || history.cost(day) - expected > PART_OF_MONEY * anomaly.perDay());
        if (!high) {
            history.level(day, level);
            follow(rise);
            calm++;
            if (calm >= CALM) {
                close();
                low = 0;
            }
            return;
        }
        calm = 0;
        anomaly.add(day, history.cost(day), expected);
        history.rise(day, rise);
        if (day - anomaly.start >= LEARN_AFTER && (anomaly.kind != AnomalyKind.WEEKEND || everyDay)) {
            learnAnomaly(day);
        } else {
            history.replace(day, level);
        }
    }

    /** After some weeks the weekends are a habit, which the shape of the week learns. */
    private void takeForUsual(int start, int day) {
        for (int i = Math.max(start, history.from()); i < day; i++) {
            history.leaveOut(i, false);
            history.restore(i);
        }
        history.level(day, level);
        close();
    }

    private void learnAnomaly(int day) {
        var rises = new double[LEARN_FROM];
        for (int i = 0; i < LEARN_FROM; i++) {
            rises[i] = history.rise(day - i);
        }
        double by = Scores.median(rises);
        for (int i = Math.max(day - MONTH_OF_DAYS, open.map(one -> one.start).orElse(day)); i < day; i++) {
            months.move(history.date(i), -by);
        }
        learn(by, day, day);
        close();
    }

    void close() {
        open.ifPresent(OpenAnomaly::over);
        open = Optional.empty();
    }
}
