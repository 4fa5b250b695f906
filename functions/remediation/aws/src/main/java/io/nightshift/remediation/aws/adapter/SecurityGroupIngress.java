package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.core.json.Json;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.execution.Setting;
import io.nightshift.remediation.execution.Setting.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/**
 * The rules of a security group that let the whole internet reach some ports. A rule for all traffic or a wide range counts, and
 * goes as a whole.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html">IpPermission: protocol -1, and -1
 *     as a port</a>
 */
record SecurityGroupIngress(AwsRegionApis apis, String group, List<Integer> ports) {

    private static final String EVERYBODY = "0.0.0.0/0";
    private static final String EVERYBODY_V6 = "::/0";
    private static final int ALL = -1;

    static Setting of(AwsRegionApis apis, DeclaredAction act) {
        var ingress = new SecurityGroupIngress(
                apis,
                act.target().name(),
                act.items("ports").stream().map(Integer::valueOf).toList());
        return new SdkSetting(ingress::read, ingress::write);
    }

    private Optional<State> read() {
        return SdkSetting.found(
                        () ->
                                apis
                                        .ec2()
                                        .describeSecurityGroups(request -> request.groupIds(group))
                                        .securityGroups()
                                        .stream()
                                        .findFirst(),
                        "InvalidGroup.NotFound",
                        "InvalidGroupId.Malformed")
                .map(found -> State.of(Tags.ofEc2(found.tags()), Json.arr(open(found)), Json.arr()));
    }

    private List<Json> open(SecurityGroup found) {
        return found.ipPermissions().stream()
                .filter(this::reaches)
                .flatMap(SecurityGroupIngress::rules)
                .toList();
    }

    private boolean reaches(IpPermission permission) {
        var protocol = permission.ipProtocol();
        if (!protocol.equals("tcp") && !protocol.equals("udp")) {
            return protocol.equals("-1");
        }
        int from = permission.fromPort() == null ? ALL : permission.fromPort();
        int to = permission.toPort() == null ? ALL : permission.toPort();
        return from == ALL || ports.stream().anyMatch(port -> from <= port && port <= to);
    }

    private static Stream<Json> rules(IpPermission permission) {
        return Stream.concat(
                permission.ipRanges().stream()
                        .filter(range -> range.cidrIp().equals(EVERYBODY))
                        .map(range -> rule(permission, EVERYBODY).withOptional("description", range.description())),
                permission.ipv6Ranges().stream()
                        .filter(range -> range.cidrIpv6().equals(EVERYBODY_V6))
                        .map(range -> rule(permission, EVERYBODY_V6).withOptional("description", range.description())));
    }

    private static Json.Obj rule(IpPermission permission, String source) {
        var rule = Json.obj().with("protocol", permission.ipProtocol());
        if (permission.fromPort() != null && permission.toPort() != null) {
            rule = rule.with("from", permission.fromPort()).with("to", permission.toPort());
        }
        return rule.with("source", source);
    }

    private void write(Json from, Json to) {
        var closed = SdkSetting.without(from, to);
        if (!closed.isEmpty()) {
            apis.ec2()
                    .revokeSecurityGroupIngress(
                            request -> request.groupId(group).ipPermissions(permissions(closed, false)));
        }
        var opened = SdkSetting.without(to, from);
        if (!opened.isEmpty()) {
            apis.ec2()
                    .authorizeSecurityGroupIngress(
                            request -> request.groupId(group).ipPermissions(permissions(opened, true)));
        }
    }

    private static Collection<IpPermission> permissions(List<Json> rules, boolean described) {
        var permissions = new ArrayList<IpPermission>();
        for (var rule : rules) {
            if (rule instanceof Json.Obj members) {
                permissions.add(permission(members, described));
            }
        }
        return permissions;
    }

    private static IpPermission permission(Json.Obj rule, boolean described) {
        var permission = IpPermission.builder().ipProtocol(text(rule, "protocol"));
        if (rule.get("from") instanceof Json.Num from && rule.get("to") instanceof Json.Num to) {
            permission.fromPort(SdkSetting.number(from)).toPort(SdkSetting.number(to));
        }
        var description = described && rule.get("description") != null ? text(rule, "description") : null;
        return text(rule, "source").equals(EVERYBODY)
                ? permission
                        .ipRanges(IpRange.builder()
                                .cidrIp(EVERYBODY)
                                .description(description)
                                .build())
                        .build()
                : permission
                        .ipv6Ranges(Ipv6Range.builder()
                                .cidrIpv6(EVERYBODY_V6)
                                .description(description)
                                .build())
                        .build();
    }

    private static String text(Json.Obj rule, String name) {
        var value = rule.get(name);
        return value == null ? "" : SdkSetting.text(value);
    }
}
