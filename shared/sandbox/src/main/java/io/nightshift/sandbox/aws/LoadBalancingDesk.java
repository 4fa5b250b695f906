package io.nightshift.sandbox.aws;

import io.nightshift.sandbox.aws.AwsThing.TargetGroup;

/** @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/">ELBv2 query API, 2015-12-01</a> */
final class LoadBalancingDesk implements Desk {

    static final String NAMESPACE = "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/";

    @Override
    public String answer(AwsCall call, Account account) {
        return switch (call.operation()) {
            case "DescribeTargetHealth" -> health(call, account);
            case "DescribeRules" -> ListenerRules.describe(call, account);
            case "ModifyRule" -> ListenerRules.modify(call, account);
            case "DescribeTags" -> ListenerRules.tags(call, account);
            default -> throw Desk.unknown(call);
        };
    }

    private static String health(AwsCall call, Account account) {
        call.only("TargetGroupArn");
        var arn = call.required("TargetGroupArn");
        var group = account.seen(TargetGroup.class).stream()
                .filter(candidate -> candidate.arn().equals(arn))
                .findFirst()
                .orElseThrow(() -> new AwsError(400, "TargetGroupNotFound", "Target groups '" + arn + "' not found"));
        return Desk.query(
                call,
                NAMESPACE,
                Xml.list(
                        "TargetHealthDescriptions",
                        "member",
                        group.health().entrySet(),
                        target -> Xml.of("Target", Xml.text("Id", target.getKey()), Xml.text("Port", 80))
                                + Xml.of("TargetHealth", Xml.text("State", target.getValue()))));
    }
}
