package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.aws.FakeResource.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of {@link FakeEc2} that keeps security groups: the property {@code rules}, each {@code PROTOCOL FROM TO SOURCE
 * DESCRIPTION} with a dash for none.
 */
final class FakeSecurityGroups {

    private static final String RULES = "rules";

    private FakeSecurityGroups() {}

    static String describe(AwsCall call, FakeAccount account) {
        call.only("GroupId");
        var items = new StringBuilder();
        for (var id : call.list("GroupId")) {
            var group = account.items("security-group/").stream()
                    .filter(item -> item.key().equals("security-group/" + id))
                    .findFirst()
                    .orElseThrow(() -> missing(id));
            items.append(Xml.of(
                    "item",
                    Xml.text("groupId", id),
                    Xml.text("vpcId", group.text("vpc").isEmpty() ? "vpc-1" : group.text("vpc")),
                    Xml.list("ipPermissions", "item", group.texts(RULES), FakeSecurityGroups::permission),
                    Xml.tags("tagSet", "item", "key", "value", group.tags())));
        }
        return FakeEc2.reply(call, Xml.of("securityGroupInfo", items.toString()));
    }

    static AwsError missing(String id) {
        return id.startsWith("sg-")
                ? new AwsError(400, "InvalidGroup.NotFound", "The security group '" + id + "' does not exist")
                : new AwsError(400, "InvalidGroupId.Malformed", "Invalid id: \"" + id + "\"");
    }

    private static String permission(String rule) {
        var part = rule.split(" ", 5);
        var ports = part[1].equals("-") ? "" : Xml.text("fromPort", part[1]) + Xml.text("toPort", part[2]);
        var description = part[4].equals("-") ? "" : Xml.text("description", part[4]);
        boolean v6 = part[3].contains(":");
        return Xml.text("ipProtocol", part[0])
                + ports
                + Xml.of(
                        v6 ? "ipv6Ranges" : "ipRanges",
                        Xml.of("item", Xml.text(v6 ? "cidrIpv6" : "cidrIp", part[3]), description));
    }

    /** A rule is found by protocol, ports and source. */
    static String revoke(AwsCall call, FakeAccount account) {
        var group = group(call, account);
        var rules = new ArrayList<>(group.texts(RULES));
        for (var rule : rules(call)) {
            if (!rules.removeIf(one -> same(one, rule))) {
                throw new AwsError(
                        400, "InvalidPermission.NotFound", "The specified rule does not exist in this security group.");
            }
        }
        account.change("revoke", group.with(RULES, Json.strings(rules)));
        return FakeEc2.reply(call, Xml.text("return", true));
    }

    static String authorize(AwsCall call, FakeAccount account) {
        var group = group(call, account);
        var rules = new ArrayList<>(group.texts(RULES));
        for (var rule : rules(call)) {
            if (rules.stream().anyMatch(one -> same(one, rule))) {
                throw new AwsError(400, "InvalidPermission.Duplicate", "the specified rule already exists");
            }
            rules.add(rule);
        }
        account.change("authorize", group.with(RULES, Json.strings(rules)));
        return FakeEc2.reply(call, Xml.text("return", true));
    }

    private static boolean same(String one, String other) {
        return List.of(one.split(" ", 5))
                .subList(0, 4)
                .equals(List.of(other.split(" ", 5)).subList(0, 4));
    }

    private static Item group(AwsCall call, FakeAccount account) {
        call.only("GroupId", "IpPermissions");
        var id = call.required("GroupId");
        return account.item("security-group/" + id).orElseThrow(() -> missing(id));
    }

    private static List<String> rules(AwsCall call) {
        var rules = new ArrayList<String>();
        for (int i = 1; call.optional("IpPermissions." + i + ".IpProtocol").isPresent(); i++) {
            var permission = "IpPermissions." + i + ".";
            for (var range : List.of("IpRanges.1.CidrIp", "Ipv6Ranges.1.CidrIpv6")) {
                Optional<String> source = call.optional(permission + range);
                source.ifPresent(from -> rules.add(String.join(
                        " ",
                        call.required(permission + "IpProtocol"),
                        call.optional(permission + "FromPort").orElse("-"),
                        call.optional(permission + "ToPort").orElse("-"),
                        from,
                        call.optional(permission + range.substring(0, range.indexOf('.')) + ".1.Description")
                                .orElse("-"))));
            }
        }
        if (rules.isEmpty()) {
            throw AwsError.missing(call, "IpPermissions");
        }
        return rules;
    }
}
