package io.nightshift.cost.detect;

import java.time.LocalDate;
import java.util.List;

/**
 * Why a day is an anomaly, or none.
 *
 * @param expected by level, weekday, habit of the month and the common mode of the account
 * @param noise the usual distance from what is expected, as a part of it
 * @param tests in the order in which they were made; empty if an anomaly was open or the series is not dense
 * @param gate what decided
 */
public record DayJudgement(
        LocalDate day, double actual, double expected, double noise, List<TestedPattern> tests, AlertGate gate) {

    public DayJudgement {
        tests = List.copyOf(tests);
    }
}
