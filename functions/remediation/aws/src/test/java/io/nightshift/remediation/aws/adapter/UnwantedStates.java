package io.nightshift.remediation.aws.adapter;

import static io.nightshift.sandbox.aws.AwsStandIn.arn;

import io.nightshift.core.json.Json;
import io.nightshift.remediation.action.CleanupActions;
import io.nightshift.sandbox.aws.FakeResource;
import io.nightshift.sandbox.aws.FakeResource.Database;
import io.nightshift.sandbox.aws.FakeResource.Group;
import io.nightshift.sandbox.aws.FakeResource.GroupTemplate;
import io.nightshift.sandbox.aws.FakeResource.Instance;
import io.nightshift.sandbox.aws.FakeResource.Item;
import io.nightshift.sandbox.aws.FakeResource.Refresh;
import io.nightshift.sandbox.aws.FakeResource.TargetGroup;
import java.util.List;
import java.util.Map;

/** One thing for each action that sets a property: each is in a state that the action changes. */
public final class UnwantedStates {

    static final String SICK_TARGETS = arn("elasticloadbalancing", "targetgroup/sick/0123456789abcdef");

    private static final Json.Obj PUBLIC = Json.obj().with("public", true);
    private static final Json.Obj UNPROTECTED = Json.obj().with("DeletionProtection", false);

    /** A day before {@link SmallAccount#NOW}. */
    private static final Map<String, String> MARKED = Map.of(CleanupActions.MARK, "2026-11-20");

    public static final List<FakeResource> THINGS = List.of(
            Instance.running("i-stopped").in("stopped", "not-applicable"),
            Item.of("bucket/photos", Json.Obj.EMPTY).tagged(Map.of("team", "shop")),
            Item.of("access-key/AKIAEXAMPLE", Json.obj().with("user", "ci").with("status", "Active")),
            Item.of("user/ci", Json.Obj.EMPTY).tagged(Map.of("team", "shop")),
            Item.of(
                    "ip-set/blocked/0a1b",
                    Json.obj()
                            .with("LockToken", "t")
                            .with("IPAddressVersion", "IPV4")
                            .with("Addresses", Json.strings(List.of("192.0.2.0/24")))),
            Item.of(
                    "ip-set/blocked6/2c3d",
                    Json.obj()
                            .with("LockToken", "t")
                            .with("IPAddressVersion", "IPV6")
                            .with("Addresses", Json.strings(List.of()))),
            Item.of(arn("cloudtrail", "trail/all"), Json.obj().with("logging", false)),
            Item.of("log-group//aws/lambda/checkout", Json.obj().with("retentionInDays", 7)),
            Item.of("log-group//aws/lambda/checkout-old", Json.Obj.EMPTY),
            Item.of(
                    "detector/d1",
                    Json.obj()
                            .with("status", "DISABLED")
                            .with("serviceRole", "r")
                            .with("createdAt", "t")),
            Item.of("vpc-1", Json.Obj.EMPTY),
            Item.of("subnet-1", Json.Obj.EMPTY),
            Item.of("instance/i-1/metadata", Json.obj().with("HttpTokens", "optional")),
            Item.of(
                    "database/orders/attributes",
                    UNPROTECTED.with("PubliclyAccessible", true).with("CACertificateIdentifier", "rds-ca-2019")),
            Database.available("asleep", 20).in("stopped"),
            Database.available("orders-replica", 20),
            Item.of(
                    "database/orders-replica/attributes",
                    Json.obj().with("ReadReplicaSourceDBInstanceIdentifier", "orders")),
            Item.of(
                    "cluster/main",
                    UNPROTECTED
                            .with("members", Json.strings(List.of("main-1", "main-2")))
                            .with("writer", "main-1")),
            Item.of("volume/vol-old", Json.obj().with("size", 10).with("status", "available"))
                    .tagged(MARKED),
            Item.of(
                    "snapshot/snap-fresh",
                    Json.obj().with("volume", "vol-old").with("startTime", "2026-11-20T12:00:00.000Z")),
            Item.of("snapshot/snap-old", Json.obj().with("volume", "vol-9")).tagged(MARKED),
            Item.of("address/eipalloc-old", Json.Obj.EMPTY).tagged(MARKED),
            Item.of("address/eipalloc-1", Json.Obj.EMPTY),
            Item.of(
                    "address/eipalloc-web",
                    Json.obj()
                            .with("association", "eipassoc-1")
                            .with("interface", "eni-1")
                            .with("private", "10.0.0.1")),
            Item.of("instance/i-2/public", Json.obj().with("assigned", true)),
            Item.of(
                    arn("states", "execution:orders:42"),
                    Json.obj()
                            .with("status", "FAILED")
                            .with("redriveStatus", "REDRIVABLE")
                            .with("redriveCount", 0)),
            Item.of(
                    "replication-group/sessions",
                    Json.obj()
                            .with("members", Json.strings(List.of("sessions-001", "sessions-002")))
                            .with("primary", "sessions-001")
                            .with("failover", "enabled")),
            Item.of(
                    arn("acm", "certificate/61f50cd4"),
                    Json.obj()
                            .with(
                                    "detail",
                                    Json.obj()
                                            .with("Type", "PRIVATE")
                                            .with("Serial", "07:71")
                                            .with("Status", "ISSUED")
                                            .with("RenewalEligibility", "ELIGIBLE"))),
            Item.of(
                    arn("acm", "certificate/mailed"),
                    Json.obj()
                            .with(
                                    "detail",
                                    Json.obj()
                                            .with("Type", "AMAZON_ISSUED")
                                            .with("Status", "PENDING_VALIDATION")
                                            .with(
                                                    "DomainValidationOptions",
                                                    Json.arr(Json.obj()
                                                            .with("DomainName", "www.shop.example")
                                                            .with("ValidationDomain", "shop.example")
                                                            .with("ValidationMethod", "EMAIL")
                                                            .with("ValidationStatus", "PENDING_VALIDATION"))))),
            new TargetGroup(SICK_TARGETS, Map.of("i-2", "unhealthy", "i-3", "healthy")),
            Item.of(SICK_TARGETS, Json.Obj.EMPTY).tagged(Map.of("team", "shop")),
            Item.of("document/AWS-RunShellScript", Json.Obj.EMPTY),
            Item.of("document/Shop-RestartService", Json.Obj.EMPTY),
            Database.available("main-1", 20),
            Item.of("queue/dead", Json.obj().with("messages", 7)),
            Item.of("document/AWS-RestartEC2Instance", Json.Obj.EMPTY),
            Item.of(
                    "security-group/sg-1",
                    Json.obj()
                            .with(
                                    "rules",
                                    Json.strings(List.of(
                                            "tcp 22 22 0.0.0.0/0 from-home",
                                            "tcp 0 65535 ::/0 -",
                                            "-1 - - 0.0.0.0/0 -",
                                            "tcp 443 443 0.0.0.0/0 -",
                                            "tcp 22 22 10.0.0.0/8 -")))),
            Item.of("security-group/sg-quarantine", Json.obj().with("rules", Json.arr())),
            Item.of("snapshot/snap-1", PUBLIC.with("volume", "vol-1")),
            Item.of("image/ami-1", PUBLIC),
            Item.of("volume/vol-1", Json.obj().with("size", 100).with("status", "in-use")),
            Item.of("DBSnapshot/nightly", PUBLIC),
            Item.of("DBClusterSnapshot/nightly", PUBLIC),
            Item.of(
                    arn("elasticloadbalancing", "loadbalancer/app/web/1"),
                    Json.obj().with("deletion_protection.enabled", false)),
            Item.of(
                    arn("elasticloadbalancing", "listener/app/web/1/2"),
                    Json.obj().with("protocol", "HTTP").with("target", SmallAccount.WEB_TARGETS)),
            Item.of(
                    arn("elasticloadbalancing", "listener/app/web/1/3"),
                    Json.obj().with("protocol", "HTTPS").with("target", SmallAccount.WEB_TARGETS)),
            Group.of("queue", 2).behind(SmallAccount.WEB_TARGETS).suspending("Launch", "Terminate"),
            Group.of("refreshed", 2).behind(SmallAccount.WEB_TARGETS),
            new GroupTemplate("refreshed", "lt-1", "1", Map.of()),
            new Refresh("refreshed", 1, "InProgress", "2"),
            Item.of(
                    "event-source/0a1b",
                    Json.obj()
                            .with("UUID", "0a1b")
                            .with("State", "Enabled")
                            .with("FunctionArn", arn("lambda", "function:checkout"))));

    private UnwantedStates() {}
}
