package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A firewall rule of a VPC network. */
record FirewallRule(View json) {

    /** Without ports a rule of these protocols, by name or number, opens all of them; the others have none. */
    private static final Set<String> WITH_PORTS = Set.of("all", "tcp", "udp", "sctp", "6", "17", "132");

    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0/0", "::/0");

    /** Reports whether it is in force and lets the whole internet reach one of those ports. */
    boolean opens(List<String> ports) throws JsonException {
        return !json.at("disabled").boolOr(false)
                && json.at("direction").textOr("INGRESS").equals("INGRESS")
                && json.at("sourceRanges").strings().stream().anyMatch(EVERYWHERE::contains)
                && allows(ports);
    }

    private boolean allows(List<String> ports) throws JsonException {
        for (var allowed : json.at("allowed").items()) {
            var ranges = allowed.at("ports").strings();
            boolean whole = ranges.isEmpty()
                    && WITH_PORTS.contains(allowed.at("IPProtocol").textOr("").toLowerCase(Locale.ROOT));
            if (whole || ranges.stream().anyMatch(range -> contains(range, ports))) {
                return true;
            }
        }
        return false;
    }

    /** @param range {@code 22} or {@code 20-25} */
    private static boolean contains(String range, List<String> ports) {
        var ends = range.split("-", 2);
        int from = Integer.parseInt(ends[0]);
        int to = Integer.parseInt(ends[ends.length - 1]);
        return ports.stream().mapToInt(Integer::parseInt).anyMatch(port -> from <= port && port <= to);
    }
}
