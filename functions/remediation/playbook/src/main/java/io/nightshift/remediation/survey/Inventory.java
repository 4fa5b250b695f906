package io.nightshift.remediation.survey;

import java.util.List;
import java.util.stream.Stream;

/**
 * What exists, as far as it could be read.
 *
 * @param unread what could not be read, with the reason; the rest is complete
 */
public record Inventory(
        List<SurveyedAlarm> alarms,
        List<SurveyedFinding> findings,
        List<SurveyedResource> resources,
        List<Unread> unread) {

    public static final Inventory EMPTY = new Inventory(List.of(), List.of(), List.of());

    public Inventory {
        alarms = List.copyOf(alarms);
        findings = List.copyOf(findings);
        resources = List.copyOf(resources);
        unread = List.copyOf(unread);
    }

    /** Without findings. */
    public Inventory(List<SurveyedAlarm> alarms, List<SurveyedResource> resources, List<Unread> unread) {
        this(alarms, List.of(), resources, unread);
    }

    /** This and another region, project or cluster. */
    public Inventory and(Inventory other) {
        return new Inventory(
                Stream.concat(alarms.stream(), other.alarms.stream()).toList(),
                Stream.concat(findings.stream(), other.findings.stream()).toList(),
                Stream.concat(resources.stream(), other.resources.stream()).toList(),
                Stream.concat(unread.stream(), other.unread.stream()).toList());
    }

    Stream<SurveyedResource> ofKind(String kind) {
        return resources.stream().filter(one -> one.resource().kind().equals(kind));
    }
}
