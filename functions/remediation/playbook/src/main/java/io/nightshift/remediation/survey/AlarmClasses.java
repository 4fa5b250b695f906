package io.nightshift.remediation.survey;

import io.nightshift.core.signal.Signal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What Nightshift knows about the usual alarms of each sender. */
final class AlarmClasses {

    /** In the order of their rules: the first that matches counts. */
    static final List<AlarmClass> ALL = Stream.of(AwsAlarms.CLASSES, GcpAlarms.CLASSES, KubernetesAlarms.CLASSES)
            .flatMap(List::stream)
            .toList();

    static final List<ExpectedAlarm> EXPECTED = Stream.concat(AwsAlarms.EXPECTED.stream(), GcpAlarms.EXPECTED.stream())
            .toList();

    private AlarmClasses() {}

    static Optional<AlarmClass> of(Signal.Alarm alarm) {
        return ALL.stream().filter(one -> one.match().matches(alarm)).findFirst();
    }

    static Optional<AlarmClass> of(ExpectedAlarm expected) {
        return ALL.stream().filter(expected::isOf).findFirst();
    }
}
