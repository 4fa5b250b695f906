package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.aws.FakeResource.Instance;
import io.nightshift.sandbox.aws.FakeResource.Item;
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
            case "StopInstances" -> run(call, account, "running", "stopping");
            case "StartInstances" -> run(call, account, "stopped", "pending");
            case "ModifyInstanceMetadataOptions" -> metadata(call, account);
            case "DescribeSecurityGroups" -> FakeSecurityGroups.describe(call, account);
            case "RevokeSecurityGroupIngress" -> FakeSecurityGroups.revoke(call, account);
            case "AuthorizeSecurityGroupIngress" -> FakeSecurityGroups.authorize(call, account);
            case "DescribeVpcs" -> FakeNetworks.describe(call, account, "Vpc");
            case "DescribeSubnets" -> FakeNetworks.describe(call, account, "Subnet");
            case "DescribeFlowLogs" -> FakeNetworks.logs(call, account);
            case "CreateFlowLogs" -> FakeNetworks.create(call, account);
            case "DeleteFlowLogs" -> FakeNetworks.delete(call, account);
            case "ModifyInstanceAttribute" ->
                call.optional("DisableApiTermination.Value").isPresent()
                        ? protect(call, account)
                        : groups(call, account);
            case "DescribeInstanceAttribute" -> protection(call, account);
            case "AssociateAddress" -> FakeAddresses.associate(call, account);
            case "DisassociateAddress" -> FakeAddresses.disassociate(call, account);
            case "ModifyNetworkInterfaceAttribute" -> FakeAddresses.assign(call, account);
            case "CreateTags" -> FakeEc2Tags.create(call, account);
            case "DeleteTags" -> FakeEc2Tags.delete(call, account);
            case "DescribeAddresses" -> FakeAddresses.describe(call, account);
            case "ReleaseAddress" -> FakeAddresses.release(call, account);
            case "DescribeSnapshots" -> FakeSnapshots.describe(call, account);
            case "CreateSnapshot" -> FakeSnapshots.create(call, account);
            case "CreateSnapshots" -> FakeSnapshots.createAll(call, account);
            case "DeleteSnapshot" -> FakeSnapshots.delete(call, account);
            case "DeleteVolume" -> FakeDisks.delete(call, account);
            case "DescribeSnapshotAttribute" -> FakeDisks.sharing(call, account);
            case "ModifySnapshotAttribute" -> FakeDisks.share(call, account);
            case "DescribeImages" -> FakeDisks.images(call, account);
            case "ModifyImageAttribute" -> FakeDisks.shareImage(call, account);
            case "DescribeVolumes" -> FakeDisks.volumes(call, account);
            case "ModifyVolume" -> FakeDisks.grow(call, account);
            case "DescribeLaunchTemplateVersions" -> FakeLaunchTemplates.describe(call, account);
            case "CreateLaunchTemplateVersion" -> FakeLaunchTemplates.create(call, account);
            default -> throw FakeService.unknown(call);
        };
    }

    private static String instances(AwsCall call, FakeAccount account) {
        call.only("InstanceId", "MaxResults", "NextToken", "Filter");
        var found = wanted(call, account.seen(Instance.class)).stream()
                .filter(instance -> FakeTagFilters.pass(call, "Filter", "Value", instance.tags()))
                .toList();
        var page =
                call.optional("MaxResults").isPresent() ? page(call, found) : new ReplyPage<>(found, Optional.empty());
        return reply(
                call,
                Xml.list(
                                "reservationSet",
                                "item",
                                page.items(),
                                instance -> Xml.text("ownerId", AwsStandIn.ACCOUNT)
                                        + Xml.of("instancesSet", Xml.of("item", describe(instance, account))))
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

    private static String describe(Instance instance, FakeAccount account) {
        return Xml.text("instanceId", instance.id())
                + Xml.text("vpcId", "vpc-1")
                + Xml.of("instanceState", Xml.text("name", instance.state()))
                + Xml.list(
                        "groupSet",
                        "item",
                        groups(instance, account.items(instance.key())),
                        id -> Xml.text("groupId", id))
                + FakeAddresses.networks(instance, account)
                + Xml.of("metadataOptions", Xml.text("httpTokens", options(instance, account.items(instance.key()))))
                + Xml.tags("tagSet", "item", "key", "value", instance.tags());
    }

    private static String options(Instance instance, List<Item> items) {
        return items.stream()
                .filter(item -> item.key().equals(instance.key() + "/metadata"))
                .map(item -> item.text("HttpTokens"))
                .findFirst()
                .orElse("required");
    }

    private static List<String> groups(Instance instance, List<Item> items) {
        return items.stream()
                .filter(item -> item.key().equals(instance.key() + "/groups"))
                .findFirst()
                .map(item -> item.texts("GroupId"))
                .orElse(List.of("sg-default"));
    }

    private static String groups(AwsCall call, FakeAccount account) {
        call.only("InstanceId", "GroupId");
        var instance = one(account, call.required("InstanceId"));
        if (call.list("GroupId").isEmpty()) {
            throw AwsError.missing(call, "GroupId");
        }
        for (var id : call.list("GroupId")) {
            if (!id.equals("sg-default") && account.item("security-group/" + id).isEmpty()) {
                throw FakeSecurityGroups.missing(id);
            }
        }
        account.change(
                "modify",
                Item.of(instance.key() + "/groups", Json.obj().with("GroupId", Json.strings(call.list("GroupId")))));
        return reply(call, Xml.text("return", true));
    }

    private static String protect(AwsCall call, FakeAccount account) {
        call.only("InstanceId", "DisableApiTermination");
        var instance = one(account, call.required("InstanceId"));
        account.change(
                "modify",
                Item.of(
                        instance.key() + "/termination",
                        Json.obj().with("DisableApiTermination", call.bool("DisableApiTermination.Value"))));
        return reply(call, Xml.text("return", true));
    }

    private static String protection(AwsCall call, FakeAccount account) {
        call.only("InstanceId", "Attribute");
        var instance = one(account, call.required("InstanceId"));
        if (!call.required("Attribute").equals("disableApiTermination")) {
            throw AwsError.invalid(call, "the stand-in has no attribute " + call.required("Attribute"));
        }
        boolean on = account.item(instance.key() + "/termination")
                .filter(item -> item.text("DisableApiTermination").equals("true"))
                .isPresent();
        return reply(
                call, Xml.text("instanceId", instance.id()) + Xml.of("disableApiTermination", Xml.text("value", on)));
    }

    private static String metadata(AwsCall call, FakeAccount account) {
        call.only("InstanceId", "HttpTokens");
        var instance = one(account, call.required("InstanceId"));
        var tokens = call.required("HttpTokens");
        if (!List.of("optional", "required").contains(tokens)) {
            throw AwsError.invalid(call, "HttpTokens must be optional or required");
        }
        account.change(
                "modify", Item.of(instance.key() + "/metadata", Json.obj().with("HttpTokens", tokens)));
        return reply(
                call,
                Xml.text("instanceId", instance.id())
                        + Xml.of(
                                "instanceMetadataOptions",
                                Xml.text("state", "pending"),
                                Xml.text("httpTokens", tokens)));
    }

    /** Stopping a stopped instance and starting a running one change nothing. */
    private static String run(AwsCall call, FakeAccount account, String from, String to) {
        call.only("InstanceId");
        if (call.list("InstanceId").isEmpty()) {
            throw AwsError.missing(call, "InstanceId");
        }
        var already = to.equals("stopping") ? List.of("stopping", "stopped") : List.of("pending", "running");
        for (var instance : wanted(call, account.all(Instance.class))) {
            if (instance.state().equals(from)) {
                account.change(to.equals("stopping") ? "stop" : "start", instance.in(to, instance.check()));
            } else if (!already.contains(instance.state())) {
                throw new AwsError(
                        400,
                        "IncorrectInstanceState",
                        "The instance '" + instance.id() + "' is not in a state from which it can be changed.");
            }
        }
        return reply(call, Xml.of("instancesSet"));
    }

    private static Instance one(FakeAccount account, String id) {
        return account.find(Instance.class, "instance/" + id)
                .orElseThrow(() ->
                        new AwsError(400, "InvalidInstanceID.NotFound", "The instance ID '" + id + "' does not exist"));
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
