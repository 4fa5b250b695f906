package io.nightshift.remediation.survey;

import io.nightshift.core.signal.Resource;

/** A metric of a resource that some alarm checks. */
public record WatchedMetric(Resource subject, String metric) {

    /** Whether it is about that resource. An alarm on one alias of a function counts for the function. */
    boolean isOf(Resource resource) {
        return subject.kind().equals(resource.kind())
                && subject.origin().equals(resource.origin())
                && (subject.name().equals(resource.name()) || subject.name().startsWith(resource.name() + ":"));
    }
}
