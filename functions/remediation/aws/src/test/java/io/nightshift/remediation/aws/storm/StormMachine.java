package io.nightshift.remediation.aws.storm;

import java.util.List;

/** One instance of a service, and the alarms that watch it. */
record StormMachine(String service, int number) {

    static final List<String> WATCHED = List.of("cpu", "status", "memory", "disk");

    /** An alarm that does not fire in the storm. */
    static final String SPARE = "network";

    String id() {
        return "i-%08x%05x".formatted(service.hashCode(), number);
    }

    String alarm(String what) {
        return "%s-%05d-%s".formatted(service, number, what);
    }
}
