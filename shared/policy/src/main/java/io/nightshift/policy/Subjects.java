package io.nightshift.policy;

import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.Signal.Header;
import java.util.List;
import java.util.Optional;

/**
 * Gives a subject to alerts that name none of a cloud: by the policy's mappings, and, of an AWS resource without account or
 * region, those of a host that works in one account and region only.
 *
 * @param home the only account and region of the host; {@link Origin#NOWHERE} if it has none or several
 */
record Subjects(List<SubjectMapping> mappings, Origin home) {

    /** The label in which the author of an alert names the resource. */
    private static final String NAMED = "nightshift_resource";

    Subjects {
        mappings = List.copyOf(mappings);
    }

    /** The signal with the subject that it is about. */
    Signal identify(Signal signal) {
        return isKnown(signal)
                ? signal
                : mapped(signal)
                        .or(() -> atHome(signal.subject()))
                        .filter(subject -> !subject.equals(signal.subject()))
                        .map(subject -> about(signal, subject))
                        .orElse(signal);
    }

    private static boolean isKnown(Signal signal) {
        var origin = signal.origin();
        return signal.labels().containsKey(NAMED)
                || (origin.cloud() != Cloud.NONE
                        && !origin.account().isEmpty()
                        && !origin.region().isEmpty());
    }

    /** The resource that the sender names itself stays. */
    private Optional<Resource> mapped(Signal signal) {
        return signal.origin().cloud() != Cloud.NONE
                ? Optional.empty()
                : mappings.stream()
                        .flatMap(mapping -> mapping.resource(signal, home).stream())
                        .findFirst();
    }

    private Optional<Resource> atHome(Resource subject) {
        var origin = subject.origin();
        boolean elsewhere = !origin.account().isEmpty() && !origin.account().equals(home.account());
        return home.cloud() == Cloud.NONE || origin.cloud() != home.cloud() || elsewhere
                ? Optional.empty()
                : Optional.of(new Resource(
                        new Origin(
                                home.cloud(),
                                home.account(),
                                origin.region().isEmpty() ? home.region() : origin.region()),
                        subject.kind(),
                        subject.name()));
    }

    /** Only alerts, log lines and notices come without a cloud's resource. */
    private static Signal about(Signal signal, Resource subject) {
        var old = signal.header();
        var header = new Header(old.id(), old.source(), old.time(), subject, old.labels(), old.links());
        return switch (signal) {
            case Signal.Alarm alarm ->
                new Signal.Alarm(header, alarm.name(), alarm.key(), alarm.state(), alarm.severity(), alarm.reason());
            case Signal.LogLine line -> new Signal.LogLine(header, line.log(), line.severity(), line.message());
            case Signal.Notice notice -> new Signal.Notice(header, notice.eventType(), notice.message());
            case Signal.Finding ignored -> signal;
            case Signal.ResourceChange ignored -> signal;
            case Signal.ProviderNotice ignored -> signal;
            case Signal.FunctionResult ignored -> signal;
            case Signal.ImagePush ignored -> signal;
            case Signal.ImageScan ignored -> signal;
            case Signal.Request ignored -> signal;
            case Signal.Due ignored -> signal;
        };
    }
}
