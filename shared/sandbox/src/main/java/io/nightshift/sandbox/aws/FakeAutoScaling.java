package io.nightshift.sandbox.aws;

import io.nightshift.sandbox.aws.FakeResource.Group;
import io.nightshift.sandbox.aws.FakeResource.GroupTemplate;
import io.nightshift.sandbox.aws.FakeResource.Member;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** @see <a href="https://docs.aws.amazon.com/autoscaling/ec2/APIReference/">Auto Scaling query API, 2011-01-01</a> */
final class FakeAutoScaling implements FakeService {

    static final String NAMESPACE = "http://autoscaling.amazonaws.com/doc/2011-01-01/";

    @Override
    public String answer(AwsCall call, FakeAccount account) {
        return switch (call.operation()) {
            case "DescribeAutoScalingGroups" -> groups(call, account);
            case "DescribeAutoScalingInstances" -> instances(call, account);
            case "SetDesiredCapacity" -> setDesired(call, account);
            case "SetInstanceHealth" -> setHealth(call, account);
            case "TerminateInstanceInAutoScalingGroup" -> terminate(call, account);
            case "EnterStandby" -> enterStandby(call, account);
            case "ExitStandby" -> exitStandby(call, account);
            case "SuspendProcesses" -> processes(call, account, true);
            case "ResumeProcesses" -> processes(call, account, false);
            case "CancelInstanceRefresh" -> FakeInstanceRefreshes.cancel(call, account);
            case "DescribeInstanceRefreshes" -> FakeInstanceRefreshes.describe(call, account);
            case "StartInstanceRefresh" -> FakeInstanceRefreshes.start(call, account);
            case "RollbackInstanceRefresh" -> FakeInstanceRefreshes.rollBack(call, account);
            default -> throw FakeService.unknown(call);
        };
    }

    private static String groups(AwsCall call, FakeAccount account) {
        call.only("AutoScalingGroupNames", "NextToken", "MaxRecords", "IncludeInstances", "Filters");
        var names = call.list("AutoScalingGroupNames.member");
        var found = account.seen(Group.class).stream()
                .filter(group -> names.isEmpty() || names.contains(group.name()))
                .filter(group -> FakeTagFilters.pass(call, "Filters.member", "Values.member", group.tags()))
                .toList();
        var part = ReplyPage.of(found, call.optional("NextToken"));
        return FakeService.query(
                call,
                NAMESPACE,
                Xml.list("AutoScalingGroups", "member", part.items(), group -> describe(group, account)),
                Xml.next("NextToken", part.next()));
    }

    private static String describe(Group group, FakeAccount account) {
        var template = account.seen(GroupTemplate.class).stream()
                .filter(one -> one.group().equals(group.name()))
                .findFirst();
        return template.map(one -> launchTemplate(one.template(), one.version()))
                        .orElse("")
                + Xml.text("AutoScalingGroupName", group.name())
                + Xml.text("AutoScalingGroupARN", arn(group))
                + Xml.text("MinSize", group.min())
                + Xml.text("MaxSize", group.max())
                + Xml.text("DesiredCapacity", group.desired())
                + Xml.list(
                        "Instances",
                        "member",
                        group.members(),
                        member -> describe(member)
                                + template.map(one -> launchTemplate(
                                                one.template(),
                                                one.instances().getOrDefault(member.instance(), one.version())))
                                        .orElse(""))
                + Xml.list("TargetGroupARNs", "member", group.targetGroups(), Xml::escape)
                + Xml.list("SuspendedProcesses", "member", group.suspended(), name -> Xml.text("ProcessName", name))
                + Xml.tags("Tags", "member", "Key", "Value", group.tags());
    }

    private static String arn(Group group) {
        return AwsStandIn.arn(
                "autoscaling",
                "autoScalingGroup:00000000-0000-0000-0000-000000000000:autoScalingGroupName/" + group.name());
    }

    static String launchTemplate(String template, String version) {
        return Xml.of("LaunchTemplate", Xml.text("LaunchTemplateId", template), Xml.text("Version", version));
    }

    private static String describe(Member member) {
        return Xml.text("InstanceId", member.instance())
                + Xml.text("HealthStatus", member.health())
                + Xml.text("LifecycleState", member.lifecycle());
    }

    private static String instances(AwsCall call, FakeAccount account) {
        call.only("InstanceIds", "NextToken", "MaxRecords");
        var ids = call.list("InstanceIds.member");
        record Place(Group group, Member member) {}
        var found = account.seen(Group.class).stream()
                .flatMap(group -> group.members().stream().map(member -> new Place(group, member)))
                .filter(place -> ids.isEmpty() || ids.contains(place.member().instance()))
                .toList();
        var part = ReplyPage.of(found, call.optional("NextToken"));
        return FakeService.query(
                call,
                NAMESPACE,
                // Only here the health is in capitals.
                Xml.list(
                        "AutoScalingInstances",
                        "member",
                        part.items(),
                        place -> Xml.text("InstanceId", place.member().instance())
                                + Xml.text("AutoScalingGroupName", place.group().name())
                                + Xml.text(
                                        "HealthStatus", place.member().health().toUpperCase(Locale.ROOT))
                                + Xml.text("LifecycleState", place.member().lifecycle())),
                Xml.next("NextToken", part.next()));
    }

    private static String setDesired(AwsCall call, FakeAccount account) {
        call.only("AutoScalingGroupName", "DesiredCapacity", "HonorCooldown");
        var group = group(call, account, call.required("AutoScalingGroupName"));
        int wanted = call.number("DesiredCapacity");
        if (wanted > group.max()) {
            throw invalid("New SetDesiredCapacity value " + wanted + " is above max value " + group.max()
                    + " for the AutoScalingGroup.");
        }
        if (wanted < group.min()) {
            throw invalid("New SetDesiredCapacity value " + wanted + " is below min value " + group.min()
                    + " for the AutoScalingGroup.");
        }
        account.change("set-desired", group.wanting(wanted));
        return FakeService.query(call, NAMESPACE);
    }

    static Group group(AwsCall call, FakeAccount account, String name) {
        return account.find(Group.class, "group/" + name)
                .orElseThrow(() -> AwsError.invalid(
                        call, "AutoScalingGroup name not found - AutoScalingGroup " + name + " not found"));
    }

    private static String setHealth(AwsCall call, FakeAccount account) {
        call.only("InstanceId", "HealthStatus", "ShouldRespectGracePeriod");
        var health = call.required("HealthStatus");
        if (!List.of("Healthy", "Unhealthy").contains(health)) {
            throw invalid("HealthStatus must be Healthy or Unhealthy");
        }
        var group = groupOf(account, call.required("InstanceId"));
        var member = member(group, call.required("InstanceId"));
        account.change("set-health", group.with(new Member(member.instance(), health, member.lifecycle())));
        return FakeService.query(call, NAMESPACE);
    }

    private static String terminate(AwsCall call, FakeAccount account) {
        call.only("InstanceId", "ShouldDecrementDesiredCapacity");
        boolean fewer = call.bool("ShouldDecrementDesiredCapacity");
        var group = groupOf(account, call.required("InstanceId"));
        var member = member(group, call.required("InstanceId"));
        var changed = group.with(new Member(member.instance(), member.health(), "Terminating"));
        account.change("terminate", fewer ? changed.wanting(group.desired() - 1) : changed);
        return FakeService.query(
                call,
                NAMESPACE,
                Xml.of(
                        "Activity",
                        Xml.text("ActivityId", "activity-" + member.instance()),
                        Xml.text("AutoScalingGroupName", group.name()),
                        Xml.text("Cause", "instance was taken out of service in response to a user request"),
                        Xml.text("StartTime", account.time()),
                        Xml.text("StatusCode", "InProgress")));
    }

    private static String processes(AwsCall call, FakeAccount account, boolean suspend) {
        call.only("AutoScalingGroupName", "ScalingProcesses");
        var group = group(call, account, call.required("AutoScalingGroupName"));
        var named = call.list("ScalingProcesses.member");
        if (named.isEmpty()) {
            throw invalid("the stand-in wants the processes by name");
        }
        var suspended = new TreeSet<>(group.suspended());
        if (suspend) {
            suspended.addAll(named);
        } else {
            named.forEach(suspended::remove);
        }
        account.change(suspend ? "suspend" : "resume", group.suspending(suspended.toArray(String[]::new)));
        return FakeService.query(call, NAMESPACE);
    }

    /** @see <a href="https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_EnterStandby.html">EnterStandby</a> */
    private static String enterStandby(AwsCall call, FakeAccount account) {
        call.only("AutoScalingGroupName", "InstanceIds", "ShouldDecrementDesiredCapacity");
        var group = group(call, account, call.required("AutoScalingGroupName"));
        int desired = group.desired() - (call.bool("ShouldDecrementDesiredCapacity") ? 1 : 0);
        if (desired < group.min()) {
            throw invalid("AutoScalingGroup " + group.name() + " has min-size=" + group.min()
                    + ". Terminating this instance without replacement will violate group's min size constraint.");
        }
        return standBy(call, account, "stand-by", group.wanting(desired), "InService", "Standby");
    }

    /** The desired capacity grows by one, whatever it was when the instance went on standby. */
    private static String exitStandby(AwsCall call, FakeAccount account) {
        call.only("AutoScalingGroupName", "InstanceIds");
        var group = group(call, account, call.required("AutoScalingGroupName"));
        if (group.desired() >= group.max()) {
            throw invalid("AutoScalingGroup " + group.name() + " has max-size=" + group.max()
                    + ", and may not have more instances.");
        }
        return standBy(call, account, "serve", group.wanting(group.desired() + 1), "Standby", "InService");
    }

    private static String standBy(AwsCall call, FakeAccount account, String what, Group group, String from, String to) {
        var member = member(group, call.required("InstanceIds.member.1"));
        if (!member.lifecycle().equals(from)) {
            throw invalid("The instance " + member.instance() + " is not in " + from + ".");
        }
        account.change(what, group.with(new Member(member.instance(), member.health(), to)));
        return FakeService.query(call, NAMESPACE);
    }

    private static Group groupOf(FakeAccount account, String instance) {
        return account.all(Group.class).stream()
                .filter(group -> group.members().stream()
                        .anyMatch(member -> member.instance().equals(instance)))
                .findFirst()
                .orElseThrow(() ->
                        invalid("Instance Id not found - No managed instance found for instance ID: " + instance));
    }

    private static Member member(Group group, String instance) {
        return group.members().stream()
                .filter(member -> member.instance().equals(instance))
                .findFirst()
                .orElseThrow();
    }

    private static AwsError invalid(String text) {
        return new AwsError(400, "ValidationError", text);
    }
}
