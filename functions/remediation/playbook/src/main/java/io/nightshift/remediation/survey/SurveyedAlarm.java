package io.nightshift.remediation.survey;

import io.nightshift.core.signal.Signal;
import java.util.List;

/**
 * An alarm that exists, as the signal that it sends when it fires.
 *
 * @param assumed whether nobody could read that it exists; it is then one that usual installations have
 * @param watches each metric that it checks, with the resource that the metric is about
 */
public record SurveyedAlarm(Signal.Alarm signal, boolean assumed, List<WatchedMetric> watches) {

    public SurveyedAlarm {
        watches = List.copyOf(watches);
    }

    public static SurveyedAlarm read(Signal.Alarm signal, List<WatchedMetric> watches) {
        return new SurveyedAlarm(signal, false, watches);
    }

    public static SurveyedAlarm assumed(Signal.Alarm signal) {
        return new SurveyedAlarm(signal, true, List.of());
    }
}
