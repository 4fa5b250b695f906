package io.nightshift.sandbox.aws;

import io.nightshift.sandbox.aws.FakeResource.GroupTemplate;
import io.nightshift.sandbox.aws.FakeResource.Refresh;
import io.nightshift.sandbox.aws.FakeResource.TemplateVersion;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The part of {@link FakeAutoScaling} that refreshes groups. */
final class FakeInstanceRefreshes {

    private static final Set<String> ACTIVE =
            Set.of("Pending", "InProgress", "Baking", "Cancelling", "RollbackInProgress");

    private FakeInstanceRefreshes() {}

    private static List<Refresh> latestFirst(List<Refresh> all, String group) {
        return all.stream()
                .filter(refresh -> refresh.group().equals(group))
                .sorted(Comparator.comparing(Refresh::number).reversed())
                .toList();
    }

    private static Optional<Refresh> active(FakeAccount account, String group) {
        return latestFirst(account.all(Refresh.class), group).stream()
                .findFirst()
                .filter(refresh -> ACTIVE.contains(refresh.status()));
    }

    static String describe(AwsCall call, FakeAccount account) {
        call.only("AutoScalingGroupName", "InstanceRefreshIds", "NextToken", "MaxRecords");
        var group = FakeAutoScaling.group(call, account, call.required("AutoScalingGroupName"));
        var part = ReplyPage.of(latestFirst(account.seen(Refresh.class), group.name()), call.optional("NextToken"));
        return FakeService.query(
                call,
                FakeAutoScaling.NAMESPACE,
                Xml.list("InstanceRefreshes", "member", part.items(), refresh -> write(refresh, account)),
                Xml.next("NextToken", part.next()));
    }

    private static String write(Refresh refresh, FakeAccount account) {
        return Xml.text("InstanceRefreshId", refresh.key())
                + Xml.text("AutoScalingGroupName", refresh.group())
                + Xml.text("Status", refresh.status())
                + Xml.text("PercentageComplete", refresh.status().equals("Successful") ? 100 : 0)
                + Xml.of(
                        "DesiredConfiguration",
                        FakeAutoScaling.launchTemplate(
                                template(account, refresh.group()).template(), refresh.version()));
    }

    private static GroupTemplate template(FakeAccount account, String group) {
        return account.find(GroupTemplate.class, "group-template/" + group)
                .orElseThrow(() -> new AwsError(400, "ValidationError", "the group has no launch template"));
    }

    static String start(AwsCall call, FakeAccount account) {
        call.only("AutoScalingGroupName", "DesiredConfiguration", "Preferences", "Strategy");
        var group = FakeAutoScaling.group(call, account, call.required("AutoScalingGroupName"));
        var wanted = "DesiredConfiguration.LaunchTemplate.";
        var template = call.required(wanted + "LaunchTemplateId");
        var version = call.required(wanted + "Version");
        if (account.find(TemplateVersion.class, "template/" + template + ":" + version)
                .isEmpty()) {
            throw new AwsError(400, "ValidationError", "You must use a valid fully-formed launch template.");
        }
        if (active(account, group.name()).isPresent()) {
            throw new AwsError(
                    400,
                    "InstanceRefreshInProgress",
                    "An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.");
        }
        int number = latestFirst(account.all(Refresh.class), group.name()).size() + 1;
        var refresh = new Refresh(group.name(), number, "Pending", version);
        account.change("refresh", refresh);
        return reply(call, refresh);
    }

    private static String reply(AwsCall call, Refresh refresh) {
        return FakeService.query(call, FakeAutoScaling.NAMESPACE, Xml.text("InstanceRefreshId", refresh.key()));
    }

    static String cancel(AwsCall call, FakeAccount account) {
        call.only("AutoScalingGroupName");
        var group = FakeAutoScaling.group(call, account, call.required("AutoScalingGroupName"));
        var refresh = active(account, group.name())
                .orElseThrow(() -> new AwsError(
                        400, "ActiveInstanceRefreshNotFound", "No in progress or pending Instance Refresh found."));
        var cancelling = refresh.in("Cancelling");
        account.change("cancel", cancelling);
        return reply(call, cancelling);
    }

    static String rollBack(AwsCall call, FakeAccount account) {
        call.only("AutoScalingGroupName");
        var group = FakeAutoScaling.group(call, account, call.required("AutoScalingGroupName"));
        var refresh = active(account, group.name())
                .orElseThrow(() -> new AwsError(
                        400, "ActiveInstanceRefreshNotFound", "No in progress or pending Instance Refresh found."));
        if (template(account, group.name()).version().startsWith("$")) {
            throw new AwsError(400, "IrreversibleInstanceRefresh", "The launch template version is not a number.");
        }
        var back = refresh.in("RollbackInProgress");
        account.change("roll-back", back);
        return reply(call, back);
    }

    /** A completed refresh gives the group its version; a rolled back one does not. */
    static void settle(FakeAccount account) {
        for (var refresh : account.all(Refresh.class)) {
            if (refresh.status().equals("RollbackInProgress")) {
                var template = template(account, refresh.group());
                account.place(template.all(template.version()));
                account.place(refresh.in("RollbackSuccessful"));
            } else if (refresh.status().equals("Cancelling")) {
                account.place(refresh.in("Cancelled"));
            } else if (ACTIVE.contains(refresh.status())) {
                account.place(template(account, refresh.group())
                        .all(refresh.version())
                        .having(refresh.version()));
                account.place(refresh.in("Successful"));
            }
        }
    }
}
