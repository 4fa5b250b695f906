package io.nightshift.remediation.aws.survey;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.decode.Arn;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.remediation.survey.SurveyReading;
import io.nightshift.remediation.survey.SurveyedResource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Auto Scaling groups, EC2 instances and target groups. */
record ComputeSurvey(AwsRegionApis apis, SurveyReading reading) {

    /** On every instance that a group starts. */
    private static final String GROUP_TAG = "aws:autoscaling:groupName";

    private static final String GROUP_NAME = "autoScalingGroupName/";
    /** Without a size, EC2 returns everything in one reply. */
    private static final int PAGE = 500;

    private static final List<String> GONE = List.of("terminated", "shutting-down");

    void groups() {
        apis.autoScaling()
                .describeAutoScalingGroupsPaginator(request -> request.includeInstances(false))
                .autoScalingGroups()
                .forEach(group -> Arn.parse(String.valueOf(group.autoScalingGroupARN()))
                        .filter(arn -> arn.resource().contains(GROUP_NAME))
                        .ifPresent(arn -> reading.add(SurveyedResource.of(new Resource(
                                here(arn.account()), Kinds.AUTO_SCALING_GROUP, group.autoScalingGroupName())))));
    }

    void instances() {
        apis.ec2()
                .describeInstancesPaginator(request -> request.maxResults(PAGE))
                .reservations()
                .forEach(reservation -> reservation.instances().stream()
                        .filter(instance -> !GONE.contains(state(instance)))
                        .forEach(instance ->
                                reading.add(instance(here(String.valueOf(reservation.ownerId())), instance))));
    }

    private static String state(Instance instance) {
        return instance.state() == null ? "" : String.valueOf(instance.state().nameAsString());
    }

    private static SurveyedResource instance(Origin origin, Instance instance) {
        var found = SurveyedResource.of(new Resource(origin, Kinds.EC2_INSTANCE, instance.instanceId()));
        var group = tags(instance.tags()).get(GROUP_TAG);
        return group == null ? found : found.with(SurveyedResource.GROUP, group);
    }

    private static Map<String, String> tags(List<Tag> tags) {
        var values = new TreeMap<String, String>();
        tags.forEach(tag -> values.put(String.valueOf(tag.key()), String.valueOf(tag.value())));
        return values;
    }

    void targetGroups() {
        apis.loadBalancing()
                .describeTargetGroupsPaginator()
                .targetGroups()
                .forEach(group -> Arn.parse(String.valueOf(group.targetGroupArn()))
                        .ifPresent(arn -> reading.add(SurveyedResource.of(
                                new Resource(here(arn.account()), Kinds.TARGET_GROUP, arn.resource())))));
    }

    private Origin here(String account) {
        return Origin.aws(account, apis.region());
    }
}
