package io.nightshift.sandbox.aws;

import io.nightshift.sandbox.aws.FakeResource.Database;
import io.nightshift.sandbox.aws.FakeResource.Deployment;
import io.nightshift.sandbox.aws.FakeResource.FunctionCode;
import io.nightshift.sandbox.aws.FakeResource.Group;
import io.nightshift.sandbox.aws.FakeResource.Happening;
import io.nightshift.sandbox.aws.FakeResource.Instance;
import io.nightshift.sandbox.aws.FakeResource.Member;
import io.nightshift.sandbox.aws.FakeResource.Service;
import java.util.ArrayList;
import java.util.List;

/** The platform's own activity when time passes. */
final class FakeProgress {

    private FakeProgress() {}

    static void of(FakeAccount account) {
        account.all(Group.class).forEach(group -> replaceMembers(account, group));
        account.all(Database.class).forEach(database -> settle(account, database));
        account.all(Instance.class).forEach(instance -> settle(account, instance));
        account.all(Service.class).stream()
                .filter(service -> FakeServiceDeployments.of(account, FakeServiceDeployments.name(service)).stream()
                        .noneMatch(FakeResource.Rollover::isOngoing))
                .forEach(service -> settle(account, service));
        FakeDatabaseProgress.of(account);
        FakeBackup.settle(account);
        FakeDynamoDb.settle(account);
        FakeInstanceRefreshes.settle(account);
        account.all(FunctionCode.class).stream()
                .filter(code ->
                        code.update().equals("InProgress") || code.state().equals("Pending"))
                .forEach(code -> account.place(code.in("Active", "Successful")));
    }

    /** Removes terminating and unhealthy members, and adds new ones up to the desired number. */
    private static void replaceMembers(FakeAccount account, Group group) {
        var members = new ArrayList<Member>();
        for (var member : group.members()) {
            if (member.lifecycle().equals("Standby")
                    || (member.lifecycle().equals("InService")
                            && member.health().equals("Healthy"))) {
                members.add(member);
            } else {
                account.find(Instance.class, "instance/" + member.instance())
                        .ifPresent(instance -> account.place(instance.in("terminated", "not-applicable")));
            }
        }
        for (int n = 1; serving(members) < group.desired(); n++) {
            var id = "i-new" + account.changes().size() + n;
            members.add(new Member(id, "Healthy", "InService"));
            account.place(Instance.running(id));
        }
        account.place(group.with(members));
    }

    private static long serving(List<Member> members) {
        return members.stream()
                .filter(member -> !member.lifecycle().equals("Standby"))
                .count();
    }

    private static void settle(FakeAccount account, Instance instance) {
        switch (instance.state()) {
            case "stopping" -> account.place(instance.in("stopped", instance.check()));
            case "pending" -> account.place(instance.in("running", instance.check()));
            default -> {}
        }
    }

    private static void settle(FakeAccount account, Database database) {
        switch (database.status()) {
            case "stopping" -> account.place(database.in("stopped"));
            case "starting" -> account.place(database.in("available"));
            default -> {}
        }
        var happenings = new ArrayList<>(database.happenings());
        if (database.status().equals("rebooting")) {
            happenings.add(new Happening("DB instance restarted", account.time()));
        }
        if (database.status().equals("rebooting") || database.status().equals("modifying")) {
            account.place(database.settled(happenings));
        }
    }

    private static void settle(FakeAccount account, Service service) {
        if (service.deployments().stream().anyMatch(one -> one.rollout().equals("IN_PROGRESS"))) {
            var primary = service.deployments().getFirst();
            var done = new Deployment(primary.id(), "PRIMARY", primary.taskDefinition(), "COMPLETED");
            account.place(
                    service.deploying(service.taskDefinition(), List.of(done)).running(service.desired()));
        } else if (service.running() > service.desired()) {
            account.place(service.running(service.desired()));
        }
    }
}
