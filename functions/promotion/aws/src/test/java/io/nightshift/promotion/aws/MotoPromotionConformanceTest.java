package io.nightshift.promotion.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.AwsRegions;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.promotion.PromotionQueries;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.action.TargetKinds;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.aws.cloudwatch.CloudWatchObserver;
import io.nightshift.promotion.aws.ecr.EcrObserver;
import io.nightshift.promotion.aws.ecs.EcsServices;
import io.nightshift.promotion.aws.ecs.ListenerRules;
import io.nightshift.promotion.aws.lambda.LambdaAliases;
import io.nightshift.promotion.target.TargetPlatform;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.wire.MotoServer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;
import software.amazon.awssdk.services.lambda.model.PackageType;

/**
 * The same calls against somebody else's reading of the AWS documentation. Where moto does less than AWS documents
 * (docs/surprises.md says where), the test says what moto shows.
 */
class MotoPromotionConformanceTest {

    private static final String ACCOUNT = "123456789012";
    private static final String REPOSITORY = ACCOUNT + ".dkr.ecr." + AwsStandIn.REGION + ".amazonaws.com/shop/web";
    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");

    private static Optional<MotoServer> moto = Optional.empty();
    private static String older = "";
    private static String newer = "";

    private static AwsRegionApis apis;
    private static AwsRegions regions;

    @BeforeAll
    static void start() throws Exception {
        moto = MotoServer.start();
        Assumptions.assumeTrue(moto.isPresent(), "peer missing: moto_server");
        var endpoint = moto.orElseThrow().endpoint();
        var clients = new AwsClients(
                AwsStandIn.REGION,
                Optional.of(endpoint),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "canary-secret-key")),
                FastRetries.POLICY);
        apis = new AwsRegionApis(clients);
        regions = new AwsRegions(ACCOUNT, Map.of(AwsStandIn.REGION, apis));
        apis.ecr().createRepository(repository -> repository.repositoryName("shop/web"));
        older = push("v1", "a");
        newer = push("v2", "b");
    }

    @AfterAll
    static void stop() {
        moto.ifPresent(MotoServer::close);
    }

    /** An image of one layer, which nobody uploaded. */
    private static String push(String tag, String layer) {
        var manifest = """
                {"schemaVersion": 2, "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
                 "config": {"mediaType": "application/vnd.docker.container.image.v1+json", "size": 2, "digest": "sha256:%1$s"},
                 "layers": [{"mediaType": "application/vnd.docker.image.rootfs.diff.tar.gzip", "size": 2, "digest": "sha256:%1$s"}]}""".formatted(layer.repeat(64));
        return apis.ecr()
                .putImage(
                        image -> image.repositoryName("shop/web").imageTag(tag).imageManifest(manifest))
                .image()
                .imageId()
                .imageDigest();
    }

    private static Resource resource(String kind, String name) {
        return new Resource(Origin.aws(ACCOUNT, AwsStandIn.REGION), kind, name);
    }

    /** A promotion of the newer image to a target, as far as it has come. */
    private static final class Course {
        private final TargetPlatform platform;
        private final Resource target;
        private Rollout rollout;

        Course(TargetPlatform platform, Resource target, Json.Obj settings) throws CallFailed {
            this.platform = platform;
            this.target = target;
            var blank = new Rollout(REPOSITORY, newer, "", Json.obj(), settings);
            var preflight = platform.preflight(target, blank);
            assertThat(preflight.problems()).isEmpty();
            rollout = new Rollout(REPOSITORY, newer, "", preflight.baseline(), settings);
        }

        void deploy() throws CallFailed {
            var version = platform.deploy(target, rollout, Rollouts.KEY).get("version");
            rollout = new Rollout(
                    REPOSITORY,
                    newer,
                    version instanceof Json.Str(var name) ? name : "",
                    rollout.baseline(),
                    rollout.settings());
        }

        void shift(int percent) throws CallFailed {
            platform.shift(target, rollout, percent, Rollouts.KEY);
        }

        void back() throws CallFailed {
            platform.takeBack(target, rollout, Rollouts.KEY);
        }

        Readiness ready() throws CallFailed {
            return platform.deployed(target, rollout);
        }

        int share() throws CallFailed {
            var exposure = platform.exposure(target, rollout);
            assertThat(exposure.others()).isEmpty();
            return exposure.percent();
        }
    }

    @Test
    void anAliasSplitsItsTrafficAndGoesBack() throws Exception {
        MotoServer.makeRole(moto.orElseThrow().endpoint(), "lambda");
        apis.lambda()
                .createFunction(create -> create.functionName("shop")
                        .packageType(PackageType.IMAGE)
                        .role("arn:aws:iam::" + ACCOUNT + ":role/lambda")
                        .code(code -> code.imageUri(REPOSITORY + "@" + older)));
        apis.lambda().publishVersion(publish -> publish.functionName("shop"));
        apis.lambda()
                .createAlias(create -> create.functionName("shop").name("live").functionVersion("1"));
        var machine = new Course(new LambdaAliases(regions), resource(Kinds.LAMBDA_FUNCTION, "shop:live"), Json.obj());
        machine.deploy();
        assertThat(machine.ready()).isEqualTo(new Readiness.Ready());
        assertThat(machine.share()).isZero();
        machine.shift(10);
        assertThat(machine.share()).isEqualTo(10);
        machine.shift(100);
        assertThat(machine.share()).isEqualTo(100);
        machine.back();
        assertThat(machine.share()).isZero();
    }

    /** moto's services have no tasks, so one that moves never says that it is done. */
    private static String service(String cluster, String name) {
        var definition = apis.ecs()
                .registerTaskDefinition(register -> register.family(name)
                        .containerDefinitions(ContainerDefinition.builder()
                                .name("web")
                                .image(REPOSITORY + "@" + older)
                                .memory(64)
                                .build()))
                .taskDefinition()
                .taskDefinitionArn();
        apis.ecs().createCluster(create -> create.clusterName(cluster));
        apis.ecs()
                .createService(create -> create.cluster(cluster)
                        .serviceName(name)
                        .taskDefinition(definition)
                        .desiredCount(0));
        return definition;
    }

    private static String definition(String cluster, String name) {
        return apis.ecs()
                .describeServices(describe -> describe.cluster(cluster).services(name))
                .services()
                .getFirst()
                .taskDefinition();
    }

    @Test
    void aServiceGetsItsTaskDefinitionAndItsFormerOneBack() throws Exception {
        var before = service("rolling", "web");
        var machine = new Course(
                new EcsServices(regions),
                resource(Kinds.ECS_SERVICE, "rolling/web"),
                Json.obj().with("container", "web"));
        machine.deploy();
        var after = definition("rolling", "web");
        assertThat(after).isNotEqualTo(before);
        assertThat(apis.ecs()
                        .describeTaskDefinition(describe -> describe.taskDefinition(after))
                        .taskDefinition()
                        .containerDefinitions()
                        .getFirst()
                        .image())
                .isEqualTo(REPOSITORY + "@" + newer);
        machine.back();
        // moto keeps the short name that was sent; AWS answers with the whole ARN.
        assertThat(before).endsWith(definition("rolling", "web"));
    }

    @SuppressWarnings("unchecked") // the SDK takes builders as varargs
    private static Resource rule(String blue, String green) {
        var vpc = apis.ec2()
                .createVpc(create -> create.cidrBlock("10.0.0.0/16"))
                .vpc()
                .vpcId();
        var subnets = Stream.of("a", "b")
                .map(zone -> apis.ec2()
                        .createSubnet(create -> create.vpcId(vpc)
                                .cidrBlock("10.0." + (zone.equals("a") ? 1 : 2) + ".0/24")
                                .availabilityZone(AwsStandIn.REGION + zone))
                        .subnet()
                        .subnetId())
                .toList();
        var loadBalancer = apis.loadBalancing()
                .createLoadBalancer(create -> create.name("front").subnets(subnets))
                .loadBalancers()
                .getFirst()
                .loadBalancerArn();
        var groups = Stream.of(blue, green)
                .map(name -> apis.loadBalancing()
                        .createTargetGroup(create -> create.name(name)
                                .port(80)
                                .protocol(ProtocolEnum.HTTP)
                                .vpcId(vpc))
                        .targetGroups()
                        .getFirst()
                        .targetGroupArn())
                .toList();
        var weights = List.of(
                TargetGroupTuple.builder()
                        .targetGroupArn(groups.getFirst())
                        .weight(100)
                        .build(),
                TargetGroupTuple.builder()
                        .targetGroupArn(groups.getLast())
                        .weight(0)
                        .build());
        var listener = apis.loadBalancing()
                .createListener(create -> create.loadBalancerArn(loadBalancer)
                        .port(80)
                        .protocol(ProtocolEnum.HTTP)
                        .defaultActions(
                                action -> action.type(ActionTypeEnum.FORWARD).targetGroupArn(groups.getFirst())))
                .listeners()
                .getFirst()
                .listenerArn();
        var arn = apis.loadBalancing()
                .createRule(create -> create.listenerArn(listener)
                        .priority(1)
                        .conditions(condition -> condition.field("path-pattern").values("/*"))
                        .actions(action -> action.type(ActionTypeEnum.FORWARD)
                                .forwardConfig(forward -> forward.targetGroups(weights))))
                .rules()
                .getFirst()
                .ruleArn();
        return resource(TargetKinds.LISTENER_RULE, arn.substring(arn.indexOf("listener-rule/") + 14));
    }

    private static Json.Obj side(String group) {
        var arn = apis.loadBalancing()
                .describeTargetGroups(describe -> describe.names(group))
                .targetGroups()
                .getFirst()
                .targetGroupArn();
        return Json.obj()
                .with("targetGroup", arn.substring(arn.indexOf("targetgroup/")))
                .with("service", "sides/web-" + group);
    }

    @Test
    void aRuleWeighsItsTwoGroupsAndGoesBack() throws Exception {
        service("sides", "web-blue");
        service("sides", "web-green");
        var machine = new Course(
                new ListenerRules(regions),
                rule("blue", "green"),
                Json.obj().with("container", "web").with("blue", side("blue")).with("green", side("green")));
        machine.deploy();
        machine.shift(25);
        assertThat(machine.share()).isEqualTo(25);
        machine.back();
        assertThat(machine.share()).isZero();
    }

    private static Observed.Seen seen(Observer observer, Query query) {
        assertThat(observer.observes(query)).isTrue();
        return (Observed.Seen) observer.observe(query);
    }

    private static Observed.Seen tagged(String tag) {
        return seen(
                new EcrObserver(regions, InstantSource.fixed(NOW)),
                new Query(
                        PromotionQueries.IMAGE,
                        resource(Kinds.IMAGE_REPOSITORY, "shop/web"),
                        Json.obj().with("image", REPOSITORY).with("tag", tag)));
    }

    @Test
    void aTagNamesItsDigestAndADeletedOneNone() throws JsonException {
        assertThat(View.of(tagged("v2").details()).at("digest").text()).isEqualTo(newer);
        assertThat(tagged("v3").health()).isEqualTo(Health.UNWELL);
    }

    @Test
    void anAlarmThatFiresIsSeen() throws JsonException {
        apis.cloudWatch()
                .putMetricAlarm(alarm -> alarm.alarmName("shop-errors")
                        .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                        .evaluationPeriods(1)
                        .metricName("Errors")
                        .namespace("Shop")
                        .period(60)
                        .statistic(Statistic.SUM)
                        .threshold(1.0));
        apis.cloudWatch()
                .setAlarmState(state -> state.alarmName("shop-errors")
                        .stateValue(StateValue.ALARM)
                        .stateReason("a test"));
        var alarms = Json.arr(Json.obj().with("source", "cloudwatch").with("name", "shop-errors"));
        var seen = seen(
                new CloudWatchObserver(regions),
                new Query(
                        PromotionQueries.ALARMS,
                        resource(Kinds.LAMBDA_FUNCTION, "shop:live"),
                        Json.obj().with("alarms", alarms)));
        assertThat(seen.health()).isEqualTo(Health.UNWELL);
        assertThat(View.of(seen.details()).at("firing").at(0).text()).isEqualTo("shop-errors");
    }
}
