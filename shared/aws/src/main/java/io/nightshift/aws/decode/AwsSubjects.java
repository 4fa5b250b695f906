package io.nightshift.aws.decode;

import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.Locale;

/**
 * Finds the subject of an ARN or of a CloudFormation type and id. Kinds that Nightshift can act on get their {@link Kinds}
 * name; any other keeps the provider's {@code service:type}, so that Nightshift never mistakes it for a kind that it can act
 * on.
 */
final class AwsSubjects {

    private static final String GROUP_NAME = "autoScalingGroupName/";

    private AwsSubjects() {}

    /** The fallback is for ARNs without account or region (S3 buckets, IAM roles). */
    static Resource of(Arn arn, Origin fallback) {
        var origin = Origin.aws(or(arn.account(), fallback.account()), or(arn.region(), fallback.region()));
        return switch (arn.service()) {
            case "autoscaling" -> group(arn, origin);
            case "elasticloadbalancing" -> loadBalancing(arn, origin);
            case "rds" -> new Resource(origin, rdsKind(arn.type()), arn.name());
            case "lambda" -> lambda(arn, origin);
            case "ecs" -> ecs(arn, origin);
            case "cloudwatch" ->
                arn.type().equals("alarm") ? new Resource(origin, Kinds.ALARM, arn.name()) : generic(arn, origin);
            default -> generic(arn, origin);
        };
    }

    /** By ARN if the id is one, else by CloudFormation type ({@code AWS::EC2::Instance}) and id. */
    static Resource of(String type, String id, Origin origin) {
        return Arn.parse(id).map(arn -> of(arn, origin)).orElseGet(() -> new Resource(origin, kind(type), id));
    }

    /** The kind of an RDS ARN's resource type. */
    static String rdsKind(String type) {
        return switch (type) {
            case "db" -> Kinds.RDS_INSTANCE;
            case "cluster" -> Kinds.RDS_CLUSTER;
            default -> "rds:" + type;
        };
    }

    /** {@code FUNCTION} or {@code FUNCTION:ALIAS}: $LATEST is the function itself. */
    static String functionName(Arn arn) {
        return arn.name().endsWith(":$LATEST")
                ? arn.name().substring(0, arn.name().length() - ":$LATEST".length())
                : arn.name();
    }

    /**
     * {@code AWS::EC2::Instance} becomes {@code ec2:instance}; {@code AWS::RDS::DBInstance} becomes {@code rds:dbinstance},
     * because its id is not the identifier that the API expects.
     */
    private static String kind(String type) {
        var bare = type.startsWith("AWS::") ? type.substring("AWS::".length()) : type;
        return bare.replace("::", ":").toLowerCase(Locale.ROOT);
    }

    private static Resource group(Arn arn, Origin origin) {
        int at = arn.resource().indexOf(GROUP_NAME);
        return at < 0
                ? generic(arn, origin)
                : new Resource(origin, Kinds.AUTO_SCALING_GROUP, arn.resource().substring(at + GROUP_NAME.length()));
    }

    private static Resource loadBalancing(Arn arn, Origin origin) {
        if (arn.type().equals("targetgroup")) {
            return new Resource(origin, Kinds.TARGET_GROUP, arn.resource());
        }
        boolean classic = !arn.name().contains("/");
        return arn.type().equals("loadbalancer") && !classic
                ? new Resource(origin, Kinds.LOAD_BALANCER, arn.name())
                : generic(arn, origin);
    }

    private static Resource lambda(Arn arn, Origin origin) {
        return arn.type().equals("function")
                ? new Resource(origin, Kinds.LAMBDA_FUNCTION, functionName(arn))
                : generic(arn, origin);
    }

    /** The old form {@code service/NAME} lacks the cluster, so it identifies no service to act on. */
    private static Resource ecs(Arn arn, Origin origin) {
        if (!arn.type().equals("service")) {
            return generic(arn, origin);
        }
        var kind = arn.name().contains("/") ? Kinds.ECS_SERVICE : "ecs:service-without-cluster";
        return new Resource(origin, kind, arn.name());
    }

    private static Resource generic(Arn arn, Origin origin) {
        return new Resource(origin, arn.service() + ":" + or(arn.type(), untyped(arn.service())), arn.name());
    }

    /** The type of resources whose ARNs do not contain it, by service. */
    private static String untyped(String service) {
        return switch (service) {
            case "s3" -> "bucket";
            case "sns" -> "topic";
            case "sqs" -> "queue";
            default -> "resource";
        };
    }

    private static String or(String text, String otherwise) {
        return text.isBlank() ? otherwise : text;
    }
}
