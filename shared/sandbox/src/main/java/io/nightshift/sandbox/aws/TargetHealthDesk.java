package io.nightshift.sandbox.aws;

import io.nightshift.sandbox.aws.AwsThing.TargetGroup;

/** @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/">ELBv2 query API, 2015-12-01</a> */
final class TargetHealthDesk implements Desk {

    @Override
    public String answer(AwsCall call, Account account) {
        if (!call.operation().equals("DescribeTargetHealth")) {
            throw Desk.unknown(call);
        }
        call.only("TargetGroupArn");
        var arn = call.required("TargetGroupArn");
        var group = account.seen(TargetGroup.class).stream()
                .filter(candidate -> candidate.arn().equals(arn))
                .findFirst()
                .orElseThrow(() -> new AwsError(400, "TargetGroupNotFound", "Target groups '" + arn + "' not found"));
        return Desk.query(
                call,
                "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/",
                Xml.list(
                        "TargetHealthDescriptions",
                        "member",
                        group.health().entrySet(),
                        target -> Xml.of("Target", Xml.text("Id", target.getKey()), Xml.text("Port", 80))
                                + Xml.of("TargetHealth", Xml.text("State", target.getValue()))));
    }
}
