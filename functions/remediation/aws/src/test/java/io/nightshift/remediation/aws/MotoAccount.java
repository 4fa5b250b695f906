package io.nightshift.remediation.aws;

import io.nightshift.aws.AwsClients;
import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.AwsRegions;
import io.nightshift.aws.DynamoDbLedger;
import io.nightshift.aws.DynamoDbTable;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.remediation.aws.adapter.AwsActor;
import io.nightshift.remediation.aws.adapter.AwsObserver;
import io.nightshift.sandbox.aws.AwsStandIn;
import io.nightshift.sandbox.wire.FastRetries;
import io.nightshift.sandbox.wire.MotoServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** One thing of each kind in moto's account, made by the same SDK clients that the adapters use. */
final class MotoAccount {

    static final String ACCOUNT = "123456789012";
    static final Origin HERE = Origin.aws(ACCOUNT, AwsStandIn.REGION);
    static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "canary-secret-key"));

    final URI endpoint;
    final AwsClients clients;
    final AwsRegionApis apis;
    final AwsActor actor;
    final AwsObserver observer;

    MotoAccount(URI endpoint) {
        this.endpoint = endpoint;
        clients = new AwsClients(AwsStandIn.REGION, Optional.of(endpoint), CREDENTIALS, FastRetries.POLICY);
        apis = new AwsRegionApis(clients);
        var places = new AwsRegions(ACCOUNT, Map.of(AwsStandIn.REGION, apis));
        actor = new AwsActor(places, InstantSource.system());
        observer = new AwsObserver(places, InstantSource.system());
    }

    static Resource resource(String kind, String name) {
        return new Resource(HERE, kind, name);
    }

    /** A group of two, one at most above what it wants. */
    Resource group(String name) {
        apis.ec2()
                .createLaunchTemplate(template -> template.launchTemplateName(name)
                        .launchTemplateData(data -> data.imageId(image()).instanceType(InstanceType.T3_MICRO)));
        apis.autoScaling()
                .createAutoScalingGroup(group -> group.autoScalingGroupName(name)
                        .launchTemplate(template -> template.launchTemplateName(name))
                        .availabilityZones(AwsStandIn.REGION + "a")
                        .minSize(1)
                        .desiredCapacity(2)
                        .maxSize(3)
                        .tags(software.amazon.awssdk.services.autoscaling.model.Tag.builder()
                                .key("team")
                                .value("shop")
                                .propagateAtLaunch(false)
                                .build()));
        return resource(Kinds.AUTO_SCALING_GROUP, name);
    }

    private String image() {
        return apis.ec2().describeImages(images -> images.owners("amazon")).images().stream()
                .findFirst()
                .orElseThrow()
                .imageId();
    }

    Resource member(Resource group) {
        var id = apis.autoScaling()
                .describeAutoScalingGroups(groups -> groups.autoScalingGroupNames(group.name()))
                .autoScalingGroups()
                .getFirst()
                .instances()
                .getFirst()
                .instanceId();
        return resource(Kinds.EC2_INSTANCE, id);
    }

    int desired(Resource group) {
        return apis.autoScaling()
                .describeAutoScalingGroups(groups -> groups.autoScalingGroupNames(group.name()))
                .autoScalingGroups()
                .getFirst()
                .desiredCapacity();
    }

    Resource database(String name) {
        apis.rds()
                .createDBInstance(database -> database.dbInstanceIdentifier(name)
                        .dbInstanceClass("db.t3.micro")
                        .engine("postgres")
                        .allocatedStorage(100)
                        .masterUsername("shift")
                        .masterUserPassword("canary-password")
                        .tags(software.amazon.awssdk.services.rds.model.Tag.builder()
                                .key("team")
                                .value("shop")
                                .build()));
        return resource(Kinds.RDS_INSTANCE, name);
    }

    /** An alias that points to the second of two versions. */
    Resource alias(String function, String alias) {
        MotoServer.makeRole(endpoint, "lambda");
        apis.lambda()
                .createFunction(create -> create.functionName(function)
                        .runtime(Runtime.JAVA21)
                        .handler("x.Y")
                        .role("arn:aws:iam::" + ACCOUNT + ":role/lambda")
                        .code(code -> code.zipFile(SdkBytes.fromByteArray(zip("one"))))
                        .tags(Map.of("team", "shop")));
        apis.lambda().publishVersion(publish -> publish.functionName(function));
        apis.lambda()
                .updateFunctionCode(
                        update -> update.functionName(function).zipFile(SdkBytes.fromByteArray(zip("two"))));
        apis.lambda().publishVersion(publish -> publish.functionName(function));
        apis.lambda()
                .createAlias(create -> create.functionName(function).name(alias).functionVersion("2"));
        return resource(Kinds.LAMBDA_FUNCTION, function + ":" + alias);
    }

    private static byte[] zip(String text) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("y"));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A service that runs the second of two task definitions. */
    Resource service(String cluster, String name) {
        apis.ecs().createCluster(create -> create.clusterName(cluster));
        String definition = "";
        for (var image : new String[] {"web:1", "web:2"}) {
            definition = apis.ecs()
                    .registerTaskDefinition(register -> register.family(name)
                            .containerDefinitions(ContainerDefinition.builder()
                                    .name("web")
                                    .image(image)
                                    .memory(64)
                                    .build()))
                    .taskDefinition()
                    .taskDefinitionArn();
        }
        var running = definition;
        apis.ecs()
                .createService(create -> create.cluster(cluster)
                        .serviceName(name)
                        .taskDefinition(running)
                        .desiredCount(2)
                        .tags(software.amazon.awssdk.services.ecs.model.Tag.builder()
                                .key("team")
                                .value("shop")
                                .build()));
        return resource(Kinds.ECS_SERVICE, cluster + "/" + name);
    }

    /** A database with an alarm on its storage, and a target group, all of that name. */
    static void surveyed(AwsRegionApis apis) {
        var name = "surveyed";
        apis.rds()
                .createDBInstance(database -> database.dbInstanceIdentifier(name)
                        .dbInstanceClass("db.t3.micro")
                        .engine("postgres")
                        .allocatedStorage(100)
                        .masterUsername("shift")
                        .masterUserPassword("canary-password"));
        apis.cloudWatch()
                .putMetricAlarm(alarm -> alarm.alarmName(name)
                        .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                        .evaluationPeriods(1)
                        .namespace("AWS/RDS")
                        .metricName("FreeStorageSpace")
                        .dimensions(Dimension.builder()
                                .name("DBInstanceIdentifier")
                                .value(name)
                                .build())
                        .period(60)
                        .statistic(Statistic.AVERAGE)
                        .threshold(1.0));
        var vpc = apis.ec2().describeVpcs().vpcs().getFirst().vpcId();
        apis.loadBalancing()
                .createTargetGroup(
                        create -> create.name(name).protocol("HTTP").port(80).vpcId(vpc));
    }

    void alarm(String name, StateValue state) {
        apis.cloudWatch()
                .putMetricAlarm(alarm -> alarm.alarmName(name)
                        .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                        .evaluationPeriods(1)
                        .metricName("CPUUtilization")
                        .namespace("AWS/EC2")
                        .period(60)
                        .statistic(Statistic.AVERAGE)
                        .threshold(50.0));
        apis.cloudWatch()
                .setAlarmState(set -> set.alarmName(name).stateValue(state).stateReason("set by a test"));
    }

    String queue(String name) {
        return clients.build(SqsClient.builder())
                .createQueue(create -> create.queueName(name))
                .queueUrl();
    }

    void table(String name) {
        DynamoDbTable.create(DynamoDbLedger.client(clients), name);
    }

    SchedulerClient scheduler() {
        return clients.build(SchedulerClient.builder());
    }
}
