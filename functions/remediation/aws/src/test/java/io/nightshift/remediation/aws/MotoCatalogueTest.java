package io.nightshift.remediation.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.remediation.action.CapacityActions;
import io.nightshift.remediation.action.CleanupActions;
import io.nightshift.remediation.action.DatabaseActions;
import io.nightshift.remediation.action.InstanceActions;
import io.nightshift.remediation.action.LoggingActions;
import io.nightshift.remediation.action.SecurityActions;
import io.nightshift.remediation.action.WorkflowActions;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.wire.MotoServer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.wafv2.model.Scope;

/** The catalogue against somebody else's reading of the AWS documentation, as far as moto has it. */
@SuppressWarnings("unchecked") // the SDK's methods take a variable number of consumers
class MotoCatalogueTest {

    private static final IdempotencyKey KEY = new IdempotencyKey("remediation-0a1b2c3d4e5f", 7);

    private static Optional<MotoServer> moto = Optional.empty();

    private final MotoAccount account = new MotoAccount(moto.orElseThrow().endpoint());

    @BeforeAll
    static void start() {
        moto = MotoServer.start();
        Assumptions.assumeTrue(moto.isPresent(), "peer missing: moto_server");
    }

    @AfterAll
    static void stop() {
        moto.ifPresent(MotoServer::close);
    }

    /** The parameters as text, name and value in turn. */
    private static Action act(ActionType type, Resource target, String... with) {
        var parameters = Json.obj();
        for (int i = 0; i < with.length; i += 2) {
            parameters = parameters.with(with[i], with[i + 1]);
        }
        try {
            return type.reader().read(target, View.of(parameters));
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    private Json.Obj before(Action action) {
        return switch (account.actor.before(action)) {
            case LiveState.Known found -> found.capsule();
            case LiveState.Unreadable(var problem) -> throw new AssertionError(action.sentence() + ": " + problem);
        };
    }

    private void done(Action action, Json.Obj capsule) {
        assertThat(account.actor.perform(action, KEY, capsule))
                .as(action.sentence())
                .isInstanceOf(Performed.Done.class);
    }

    /** Once, seen, not twice. */
    private Json.Obj sets(Action action) {
        var capsule = before(action);
        assertThat(capsule.members())
                .as(action.sentence())
                .doesNotContainKeys(ActionExecution.ALREADY, ActionExecution.CANNOT);
        done(action, capsule);
        assertThat(account.actor.probe(action, KEY, capsule))
                .as(action.sentence())
                .isEqualTo(Probed.HAPPENED);
        if (action.type().repetition() != Repetition.PROBE) {
            done(action, capsule);
        }
        return capsule;
    }

    /** And back to the value before. */
    private void setsAndRestores(Action action) {
        var capsule = sets(action);
        var undo = action.undo(capsule).orElseThrow();
        var now = before(undo);
        done(undo, now);
        assertThat(account.actor.probe(undo, KEY, now)).as(undo.sentence()).isEqualTo(Probed.HAPPENED);
        assertThat(before(action)).as(action.sentence()).isEqualTo(capsule);
    }

    private String refused(Action action) {
        return String.valueOf(before(action).get(ActionExecution.CANNOT));
    }

    private static Resource resource(String kind, String name) {
        return MotoAccount.resource(kind, name);
    }

    private String vpc() {
        return account.apis.ec2().describeVpcs().vpcs().getFirst().vpcId();
    }

    private String instance() {
        var image = account.apis
                .ec2()
                .describeImages(images -> images.owners("amazon"))
                .images()
                .getFirst();
        return account.apis
                .ec2()
                .runInstances(run -> run.imageId(image.imageId())
                        .instanceType(InstanceType.T3_MICRO)
                        .minCount(1)
                        .maxCount(1))
                .instances()
                .getFirst()
                .instanceId();
    }

    private String securityGroup(String name) {
        return account.apis
                .ec2()
                .createSecurityGroup(
                        create -> create.groupName(name).description(name).vpcId(vpc()))
                .groupId();
    }

    private String volume(int gib) {
        return account.apis
                .ec2()
                .createVolume(create -> create.size(gib).availabilityZone(AwsStandIn.REGION + "a"))
                .volumeId();
    }

    private String snapshot() {
        var volume = volume(10);
        return account.apis
                .ec2()
                .createSnapshot(create -> create.volumeId(volume))
                .snapshotId();
    }

    @Test
    void securityGroups() {
        var id = securityGroup("open");
        account.apis
                .ec2()
                .authorizeSecurityGroupIngress(rule -> rule.groupId(id)
                        .ipProtocol("tcp")
                        .fromPort(22)
                        .toPort(22)
                        .cidrIp("0.0.0.0/0"));
        setsAndRestores(act(SecurityActions.CLOSE_INGRESS, resource(Kinds.EC2_SECURITY_GROUP, id)));
    }

    @Test
    void sharedSnapshotsAndImages() {
        var id = snapshot();
        account.apis
                .ec2()
                .modifySnapshotAttribute(share -> share.snapshotId(id)
                        .attribute("createVolumePermission")
                        .operationType("add")
                        .groupNames("all"));
        setsAndRestores(act(SecurityActions.MAKE_SNAPSHOT_PRIVATE, resource(Kinds.EC2_SNAPSHOT, id)));
        var of = instance();
        var image = account.apis
                .ec2()
                .createImage(create -> create.instanceId(of).name("shared"))
                .imageId();
        account.apis
                .ec2()
                .modifyImageAttribute(share -> share.imageId(image)
                        .attribute("launchPermission")
                        .operationType("add")
                        .userGroups("all"));
        setsAndRestores(act(SecurityActions.MAKE_IMAGE_PRIVATE, resource(Kinds.EC2_IMAGE, image)));
    }

    @Test
    void instancesStopAndStart() {
        var one = resource(Kinds.EC2_INSTANCE, instance());
        setsAndRestores(act(InstanceActions.STOP_INSTANCE, one));
        setsAndRestores(act(SecurityActions.REQUIRE_IMDSV2, one));
        setsAndRestores(act(CleanupActions.TAG_RESOURCE, one, "key", "owner", "value", "shop"));
    }

    @Test
    void aQuarantineOfAnInstanceInAGroup() {
        var group = account.group("quarantined");
        var id = account.member(group);
        var quarantine = act(SecurityActions.QUARANTINE_INSTANCE, id, "security-group", securityGroup("isolating"));
        var capsule = sets(quarantine);
        assertThat(account.desired(group)).isEqualTo(1);
        assertThat(state(id)).isEqualTo(LifecycleState.STANDBY);
        assertThat(account.apis
                        .ec2()
                        .describeSnapshots(kept -> kept.filters(filter ->
                                filter.name("tag:nightshift-quarantine").values(id.name())))
                        .snapshots())
                .isNotEmpty();
        var undo = quarantine.undo(capsule).orElseThrow();
        done(undo, before(undo));
        assertThat(account.desired(group)).isEqualTo(2);
        assertThat(state(id)).isEqualTo(LifecycleState.IN_SERVICE);
    }

    private LifecycleState state(Resource instance) {
        return LifecycleState.fromValue(account.apis
                .autoScaling()
                .describeAutoScalingInstances(which -> which.instanceIds(instance.name()))
                .autoScalingInstances()
                .getFirst()
                .lifecycleState());
    }

    @Test
    void volumesAndTheirSnapshots() {
        var volume = resource(Kinds.EC2_VOLUME, volume(10));
        sets(act(InstanceActions.GROW_VOLUME, volume, "up-to-gib", "500"));
        sets(act(CleanupActions.SNAPSHOT_VOLUME, volume));
        setsAndRestores(act(CleanupActions.MARK_FOR_DELETION, volume));
        var address = account.apis
                .ec2()
                .allocateAddress(allocate -> allocate.domain("vpc")
                        .tagSpecifications(tags -> tags.resourceType(ResourceType.ELASTIC_IP)
                                .tags(tag -> tag.key(CleanupActions.MARK)
                                        .value(LocalDate.now(ZoneOffset.UTC)
                                                .minusDays(2)
                                                .toString()))));
        sets(act(
                CleanupActions.RELEASE_ADDRESS,
                resource(Kinds.EC2_ADDRESS, address.allocationId()),
                "irreversible",
                "true"));
    }

    @Test
    void groupsSuspendTheirProcesses() {
        var group = account.group("suspended");
        setsAndRestores(act(CapacityActions.SUSPEND_SCALING, group, "processes", "Launch,Terminate"));
    }

    @Test
    void databases() {
        account.database("catalogue");
        var database = resource(Kinds.RDS_INSTANCE, "catalogue");
        setsAndRestores(act(SecurityActions.ENABLE_DELETION_PROTECTION, database));
        sets(act(DatabaseActions.STOP_DATABASE, database));
    }

    @Test
    void clustersGetReaders() {
        account.apis
                .rds()
                .createDBCluster(create -> create.dbClusterIdentifier("main")
                        .engine("aurora-postgresql")
                        .masterUsername("shift")
                        .masterUserPassword("canary-password"));
        account.apis
                .rds()
                .createDBInstance(create -> create.dbInstanceIdentifier("main-1")
                        .dbClusterIdentifier("main")
                        .dbInstanceClass("db.r6g.large")
                        .engine("aurora-postgresql"));
        var cluster = resource(Kinds.RDS_CLUSTER, "main");
        setsAndRestores(act(SecurityActions.ENABLE_DELETION_PROTECTION, cluster));
        setsAndRestores(act(DatabaseActions.ADD_READER, cluster, "up-to", "3"));
        account.apis
                .rds()
                .createDBInstance(create -> create.dbInstanceIdentifier("main-2")
                        .dbClusterIdentifier("main")
                        .dbInstanceClass("db.r6g.large")
                        .engine("aurora-postgresql"));
        sets(act(DatabaseActions.FAIL_OVER_CLUSTER, cluster, "to", "main-2"));
    }

    @Test
    void bucketsAndAccessKeys() {
        account.apis
                .s3()
                .createBucket(create -> create.bucket("photos")
                        .createBucketConfiguration(where -> where.locationConstraint(AwsStandIn.REGION)));
        setsAndRestores(act(SecurityActions.BLOCK_BUCKET_ACCESS, resource(Kinds.S3_BUCKET, "photos")));
        account.apis.iam().createUser(create -> create.userName("ci"));
        var key = account.apis
                .iam()
                .createAccessKey(create -> create.userName("ci"))
                .accessKey()
                .accessKeyId();
        setsAndRestores(act(SecurityActions.DEACTIVATE_ACCESS_KEY, resource(Kinds.IAM_ACCESS_KEY, key)));
    }

    @Test
    void addressSets() {
        for (var version : List.of("IPV4", "IPV6")) {
            var set = account.apis
                    .waf()
                    .createIPSet(create -> create.name("blocked" + version)
                            .scope(Scope.REGIONAL)
                            .ipAddressVersion(version)
                            .addresses(List.of()))
                    .summary();
            setsAndRestores(act(
                    SecurityActions.BLOCK_ADDRESS,
                    resource(Kinds.IP_SET, "regional/" + set.name() + "/" + set.id()),
                    "address",
                    version.equals("IPV4") ? "198.51.100.7" : "2001:DB8::7"));
        }
    }

    @Test
    void logs() {
        account.apis
                .s3()
                .createBucket(create -> create.bucket("trails")
                        .createBucketConfiguration(where -> where.locationConstraint(AwsStandIn.REGION)));
        account.apis.logs().createLogGroup(create -> create.logGroupName("/aws/lambda/checkout"));
        account.apis
                .logs()
                .putRetentionPolicy(
                        keep -> keep.logGroupName("/aws/lambda/checkout").retentionInDays(7));
        setsAndRestores(
                act(LoggingActions.SET_LOG_RETENTION, resource(Kinds.LOG_GROUP, "/aws/lambda/checkout"), "days", "30"));
        setsAndRestores(
                act(LoggingActions.ENABLE_FLOW_LOGS, resource(Kinds.EC2_VPC, vpc()), "bucket", "arn:aws:s3:::trails"));
        var detector = account.apis
                .guardDuty()
                .createDetector(create -> create.enable(false))
                .detectorId();
        setsAndRestores(act(LoggingActions.ENABLE_GUARDDUTY, resource(Kinds.GUARDDUTY_DETECTOR, detector)));
    }

    @Test
    void listenersGetTheirActionsBack() {
        var subnets = account.apis.ec2().describeSubnets().subnets().stream()
                .limit(2)
                .map(subnet -> subnet.subnetId())
                .toList();
        var balancer = account.apis
                .loadBalancing()
                .createLoadBalancer(create -> create.name("web").subnets(subnets))
                .loadBalancers()
                .getFirst()
                .loadBalancerArn();
        var green = targetGroup("green");
        var blue = targetGroup("blue");
        var listener = account.apis
                .loadBalancing()
                .createListener(create -> create.loadBalancerArn(balancer)
                        .protocol("HTTP")
                        .port(80)
                        .defaultActions(action -> action.type(ActionTypeEnum.FORWARD)
                                .forwardConfig(config -> config.targetGroups(
                                                group -> group.targetGroupArn(green)
                                                        .weight(90),
                                                group -> group.targetGroupArn(blue)
                                                        .weight(10))
                                        .targetGroupStickinessConfig(
                                                sticky -> sticky.enabled(true).durationSeconds(3600)))))
                .listeners()
                .getFirst()
                .listenerArn();
        var certificate = account.apis
                .certificates()
                .requestCertificate(create -> create.domainName("shop.example"))
                .certificateArn();
        account.apis
                .loadBalancing()
                .createListener(create -> create.loadBalancerArn(balancer)
                        .protocol("HTTPS")
                        .port(443)
                        .certificates(one -> one.certificateArn(certificate))
                        .defaultActions(
                                action -> action.type(ActionTypeEnum.FORWARD).targetGroupArn(green)));
        setsAndRestores(act(
                SecurityActions.REDIRECT_TO_HTTPS,
                resource(Kinds.LISTENER, listener.substring(listener.indexOf("listener/") + "listener/".length()))));
        assertThat(refused(act(
                        SecurityActions.RENEW_CERTIFICATE,
                        resource(Kinds.ACM_CERTIFICATE, certificate.substring(certificate.indexOf('/') + 1)))))
                .contains("ACM renews it by itself");
        setsAndRestores(act(
                SecurityActions.ENABLE_DELETION_PROTECTION,
                resource(
                        Kinds.LOAD_BALANCER,
                        balancer.substring(balancer.indexOf("loadbalancer/") + "loadbalancer/".length()))));
    }

    private String targetGroup(String name) {
        return account.apis
                .loadBalancing()
                .createTargetGroup(
                        create -> create.name(name).protocol("HTTP").port(80).vpcId(vpc()))
                .targetGroups()
                .getFirst()
                .targetGroupArn();
    }

    @Test
    void unhealthyTargetsAreReplacedByTheirGroup() {
        var group = account.group("targets");
        var target = targetGroup("sick");
        account.apis
                .autoScaling()
                .attachLoadBalancerTargetGroups(
                        attach -> attach.autoScalingGroupName(group.name()).targetGroupARNs(target));
        var name = target.substring(target.indexOf("targetgroup/"));
        var replace = act(CapacityActions.REPLACE_UNHEALTHY_TARGETS, resource(Kinds.TARGET_GROUP, name));
        assertThat(refused(replace)).as("moto's targets are healthy").contains("none of its targets is unhealthy");
    }

    @Test
    void servicesAndFunctions() {
        setsAndRestores(act(CapacityActions.SCALE_SERVICE, account.service("catalogue", "web"), "count", "5"));
        var function = account.alias("catalogue", "live");
        setsAndRestores(act(CapacityActions.LIMIT_FUNCTION, function, "concurrency", "0"));
        var queue = account.queue("work");
        var mapping = account.apis
                .lambda()
                .createEventSourceMapping(create -> create.functionName("catalogue")
                        .eventSourceArn(
                                "arn:aws:sqs:eu-central-1:123456789012:" + queue.substring(queue.lastIndexOf('/') + 1)))
                .uuid();
        setsAndRestores(act(CapacityActions.PAUSE_EVENT_SOURCE, resource(Kinds.EVENT_SOURCE_MAPPING, mapping)));
    }

    @Test
    void commands() {
        var one = resource(Kinds.EC2_INSTANCE, instance());
        sets(act(WorkflowActions.RUN_SCRIPT, one, "irreversible", "true", "script", "true"));
        sets(act(WorkflowActions.RUN_COMMAND, one, "document", "Shop-RestartService", "parameters", "Service=nginx"));
    }
}
