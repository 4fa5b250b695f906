package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsErrors;
import io.nightshift.aws.AwsRegions;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Relation;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;

/** Observes CloudWatch alarms, and the health of AWS resources as reported by AWS. */
public final class AwsObserver implements Observer {

    private static final String CLOUDWATCH = "aws.cloudwatch";

    private static final Set<String> KINDS = Set.of(
            Kinds.EC2_INSTANCE,
            Kinds.AUTO_SCALING_GROUP,
            Kinds.TARGET_GROUP,
            Kinds.RDS_INSTANCE,
            Kinds.LAMBDA_FUNCTION,
            Kinds.ECS_SERVICE);

    /** The permissions to check a subject of that kind, or an {@code alarm}. */
    public static final Map<String, List<String>> PERMISSIONS = Map.of(
            Query.ALARM,
            List.of("cloudwatch:DescribeAlarms", "cloudwatch:GetMetricData"),
            Kinds.EC2_INSTANCE,
            List.of("ec2:DescribeInstanceStatus"),
            Kinds.AUTO_SCALING_GROUP,
            List.of("autoscaling:DescribeAutoScalingGroups", "elasticloadbalancing:DescribeTargetHealth"),
            Kinds.TARGET_GROUP,
            List.of("elasticloadbalancing:DescribeTargetHealth"),
            Kinds.RDS_INSTANCE,
            List.of("rds:DescribeDBInstances"),
            Kinds.LAMBDA_FUNCTION,
            List.of("lambda:GetFunctionConfiguration"),
            Kinds.ECS_SERVICE,
            List.of("ecs:DescribeServices"));

    private final AwsRegions regions;
    private final InstantSource clock;

    public AwsObserver(AwsRegions regions, InstantSource clock) {
        this.regions = regions;
        this.clock = clock;
    }

    @Override
    public boolean observes(Query query) {
        return switch (query.name()) {
            case Query.ALARM -> isCloudWatch(View.of(query.with()));
            case Query.HEALTH ->
                query.subject().origin().cloud() == Cloud.AWS
                        && KINDS.contains(query.subject().kind());
            case Query.RELATED -> query.subject().origin().cloud() == Cloud.AWS;
            default -> false;
        };
    }

    private static boolean isCloudWatch(View with) {
        try {
            return with.at("source").textOr("").equals(CLOUDWATCH);
        } catch (JsonException e) {
            return false;
        }
    }

    @Override
    public Observed observe(Query query) {
        try {
            return switch (query.name()) {
                case Query.ALARM -> new AlarmStateQuery(regions, clock).look(query);
                case Query.RELATED -> related(query.subject(), View.of(query.with()));
                default -> health(query.subject());
            };
        } catch (CallFailed e) {
            return new Observed.NotSeen(e.problem());
        } catch (SdkException e) {
            return new Observed.NotSeen(AwsErrors.whileReading(e));
        } catch (JsonException e) {
            return new Observed.NotSeen(Problem.permanent("Query", e.getMessage()));
        }
    }

    private Observed related(Resource subject, View with) throws CallFailed, JsonException {
        return new AwsRelations(regions.of(subject), subject).find(Relation.read(with.at("relation")), with);
    }

    private Observed health(Resource subject) throws CallFailed {
        var looks = new AwsHealthChecks(regions.of(subject), subject);
        return switch (subject.kind()) {
            case Kinds.EC2_INSTANCE -> looks.instance();
            case Kinds.AUTO_SCALING_GROUP -> looks.group();
            case Kinds.TARGET_GROUP -> looks.targets();
            case Kinds.RDS_INSTANCE -> looks.database();
            case Kinds.LAMBDA_FUNCTION -> looks.function();
            case Kinds.ECS_SERVICE -> looks.service();
            default -> throw new IllegalArgumentException("not observed here: " + subject.kind());
        };
    }

    static Observed seen(Health health, Json.Obj details) {
        return new Observed.Seen(health, details);
    }

    static Observed missing(String what) {
        return new Observed.NotSeen(Problem.permanent("NotFound", what + " does not exist"));
    }
}
