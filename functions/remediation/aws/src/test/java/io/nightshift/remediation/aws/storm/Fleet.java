package io.nightshift.remediation.aws.storm;

import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.aws.FakeResource.Alarm;
import io.nightshift.sandbox.aws.FakeResource.Group;
import io.nightshift.sandbox.aws.FakeResource.Instance;
import io.nightshift.sandbox.aws.FakeResource.ScheduleGroup;
import io.nightshift.sandbox.aws.FakeResource.Watched;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All services of the account, each held back by another guardrail. */
record Fleet(List<Service> services) {

    static final Fleet OF_500 = new Fleet(List.of(
            new Service("web", 200, 4, 50, 5, 1000, false, "act"),
            new Service("api", 150, 30, 25, 3, 1000, false, "act"),
            new Service("worker", 80, 10, 50, 10, 12, false, "act"),
            new Service("lone", 30, 0, 25, 3, 1000, false, "act"),
            new Service("hands-off", 30, 10, 50, 5, 1000, true, "act"),
            new Service("dry", 10, 10, 50, 5, 1000, false, "dry-run")));

    static final Fleet OF_30 = new Fleet(List.of(
            new Service("web", 12, 4, 50, 5, 1000, false, "act"),
            new Service("api", 6, 6, 50, 2, 1000, false, "act"),
            new Service("worker", 6, 6, 100, 6, 2, false, "act"),
            new Service("lone", 2, 0, 25, 1, 1000, false, "act"),
            new Service("hands-off", 2, 2, 50, 5, 1000, true, "act"),
            new Service("dry", 2, 2, 50, 5, 1000, false, "dry-run")));

    String policy() {
        return """
            version: 1
            defaults:
              page: ops
            channels:
              ops: {kind: console}
            rules:
            """ + services.stream().map(Service::rule).collect(Collectors.joining());
    }

    List<StormMachine> machines() {
        return services.stream().flatMap(service -> service.machines().stream()).toList();
    }

    int allowed() {
        return services.stream().mapToInt(Service::allowed).sum();
    }

    void placeIn(AwsStandIn aws) {
        aws.place(new ScheduleGroup("nightshift"));
        for (var service : services) {
            var tags = service.optedOut() ? Map.of("nightshift", "off") : Map.<String, String>of();
            service.machines().forEach(machine -> place(aws, machine, tags));
            for (var members : service.groups()) {
                aws.place(Group.of(members.getFirst() + "-group", members.size(), members.toArray(String[]::new)));
            }
        }
    }

    private static void place(AwsStandIn aws, StormMachine machine, Map<String, String> tags) {
        aws.place(Instance.running(machine.id()).tagged(tags));
        for (var what : Stream.concat(StormMachine.WATCHED.stream(), Stream.of(StormMachine.SPARE))
                .toList()) {
            var alarm = machine.alarm(what);
            aws.place(
                    new Alarm(alarm, false, "ALARM", "Threshold Crossed"),
                    new Watched(alarm, "AWS/EC2", alarm, 50, List.of(99.5)));
        }
    }

    /** What is wrong with the acts that were performed; nothing where they are exactly as many as are allowed. */
    List<String> faults(List<String> acted) {
        var faults = new ArrayList<String>();
        if (Set.copyOf(acted).size() != acted.size()) {
            faults.add("an instance was acted on twice: " + acted);
        }
        for (var service : services) {
            var ids = Set.copyOf(service.ids());
            long acts = acted.stream().filter(ids::contains).count();
            if (acts != service.allowed()) {
                faults.add("service %s: %d acts, %d are allowed".formatted(service.name(), acts, service.allowed()));
            }
            for (var members : service.groups()) {
                long inGroup = acted.stream().filter(members::contains).count();
                if (inGroup > Math.min(service.atMost(), members.size() * service.share() / 100)) {
                    faults.add("%d members of one group: %s".formatted(inGroup, members));
                }
            }
        }
        return faults;
    }
}
