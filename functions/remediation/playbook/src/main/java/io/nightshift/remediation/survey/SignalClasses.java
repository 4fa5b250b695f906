package io.nightshift.remediation.survey;

import io.nightshift.core.signal.Signal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What Nightshift knows about the usual alarms and findings of each sender. */
final class SignalClasses {

    /** In the order of their rules: the first that matches counts. */
    static final List<SignalClass> ALL = Stream.of(
                    AwsAlarms.CLASSES,
                    GcpAlarms.CLASSES,
                    KubernetesAlarms.CLASSES,
                    AwsFindings.CLASSES,
                    GcpFindings.CLASSES)
            .flatMap(List::stream)
            .toList();

    static final List<ExpectedAlarm> EXPECTED = Stream.concat(AwsAlarms.EXPECTED.stream(), GcpAlarms.EXPECTED.stream())
            .toList();

    private SignalClasses() {}

    static Optional<SignalClass> of(Signal signal) {
        return ALL.stream().filter(one -> one.match().matches(signal)).findFirst();
    }

    static Optional<SignalClass> of(ExpectedAlarm expected) {
        return ALL.stream().filter(expected::isOf).findFirst();
    }
}
