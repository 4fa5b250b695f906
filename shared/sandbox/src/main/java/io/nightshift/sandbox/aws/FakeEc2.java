package io.nightshift.sandbox.aws;

import io.nightshift.sandbox.aws.FakeResource.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/">EC2 query API, 2016-11-15</a> */
final class FakeEc2 implements FakeService {

    @Override
    public String answer(AwsCall call, FakeAccount account) {
        return switch (call.operation()) {
            case "DescribeInstances" -> instances(call, account);
            case "DescribeInstanceStatus" -> statuses(call, account);
            case "RebootInstances" -> reboot(call, account);
            case "DescribeLaunchTemplateVersions" -> FakeLaunchTemplates.describe(call, account);
            case "CreateLaunchTemplateVersion" -> FakeLaunchTemplates.create(call, account);
            default -> throw FakeService.unknown(call);
        };
    }

    private static String instances(AwsCall call, FakeAccount account) {
        call.only("InstanceId", "MaxResults", "NextToken");
        var found = wanted(call, account.seen(Instance.class));
        var page =
                call.optional("MaxResults").isPresent() ? page(call, found) : new ReplyPage<>(found, Optional.empty());
        return reply(
                call,
                Xml.list(
                                "reservationSet",
                                "item",
                                page.items(),
                                instance -> Xml.text("ownerId", AwsStandIn.ACCOUNT)
                                        + Xml.of("instancesSet", Xml.of("item", describe(instance))))
                        + Xml.next("nextToken", page.next()));
    }

    /** @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html">DescribeInstances</a> */
    private static ReplyPage<Instance> page(AwsCall call, List<Instance> found) {
        if (!call.list("InstanceId").isEmpty()) {
            throw new AwsError(
                    400, "InvalidParameterCombination", "The parameter instancesSet cannot be used with maxResults");
        }
        if (call.number("MaxResults") < 5 || call.number("MaxResults") > 1000) {
            throw AwsError.invalid(call, "MaxResults must be between 5 and 1000");
        }
        return ReplyPage.of(found, call.optional("NextToken"));
    }

    private static String describe(Instance instance) {
        return Xml.text("instanceId", instance.id())
                + Xml.of("instanceState", Xml.text("name", instance.state()))
                + Xml.tags("tagSet", "item", "key", "value", instance.tags());
    }

    private static String statuses(AwsCall call, FakeAccount account) {
        call.only("InstanceId", "IncludeAllInstances");
        boolean all =
                call.optional("IncludeAllInstances").filter("true"::equals).isPresent();
        var found = wanted(call, account.seen(Instance.class)).stream()
                .filter(instance -> all || instance.state().equals("running"))
                .toList();
        return reply(
                call,
                Xml.list(
                        "instanceStatusSet",
                        "item",
                        found,
                        instance -> Xml.text("instanceId", instance.id())
                                + Xml.of("instanceState", Xml.text("name", instance.state()))
                                + Xml.of("systemStatus", Xml.text("status", check(instance)))
                                + Xml.of("instanceStatus", Xml.text("status", check(instance)))));
    }

    private static String check(Instance instance) {
        return instance.state().equals("running") ? instance.check() : "not-applicable";
    }

    private static String reboot(AwsCall call, FakeAccount account) {
        call.only("InstanceId");
        if (call.list("InstanceId").isEmpty()) {
            throw AwsError.missing(call, "InstanceId");
        }
        for (var instance : wanted(call, account.all(Instance.class))) {
            if (!instance.state().equals("running")) {
                throw new AwsError(
                        400, "IncorrectState", "This instance '" + instance.id() + "' is not in the 'running' state.");
            }
            account.change("reboot", instance.rebooted());
        }
        return reply(call, Xml.text("return", true));
    }

    private static List<Instance> wanted(AwsCall call, List<Instance> all) {
        var ids = call.list("InstanceId");
        var found = new ArrayList<Instance>();
        for (var id : ids) {
            if (!id.startsWith("i-")) {
                throw new AwsError(400, "InvalidInstanceID.Malformed", "Invalid id: \"" + id + "\"");
            }
            found.add(all.stream()
                    .filter(instance -> instance.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new AwsError(
                            400, "InvalidInstanceID.NotFound", "The instance ID '" + id + "' does not exist")));
        }
        return ids.isEmpty() ? all : found;
    }

    static String reply(AwsCall call, String result) {
        return "<" + call.operation() + "Response xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">"
                + Xml.text("requestId", "00000000-0000-0000-0000-000000000000") + result + "</" + call.operation()
                + "Response>";
    }
}
