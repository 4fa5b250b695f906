package io.nightshift.aws.decode;

import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.regex.Pattern;

/** Finds the subject of an ARN, or of a type and id as Config and Security Hub write them. */
final class AwsSubjects {

    private static final String GROUP_NAME = "autoScalingGroupName/";

    /** {@code AWS::IAM::AccessKey:AKIA…}, {@code AWS::::Account:111122223333}: Security Hub's id where there is no ARN. */
    private static final Pattern TYPE_AND_ID =
            Pattern.compile("(AWS::[A-Za-z0-9]*::[A-Za-z0-9]+):(\\S.*)", Pattern.DOTALL);

    private static final Pattern QUEUE_URL =
            Pattern.compile("https://(?:sqs\\.)?[a-z0-9.-]+\\.amazonaws\\.com(?:\\.cn)?/([0-9]{12})/([A-Za-z0-9_.-]+)");

    private static final Pattern REGION = Pattern.compile("([a-z]{2,4}(?:-[a-z]+)+-[0-9])[a-z]");

    private AwsSubjects() {}

    /** The fallback is for ARNs without account or region (S3 buckets, IAM roles). */
    static Resource of(Arn arn, Origin fallback) {
        var origin = Origin.aws(or(arn.account(), fallback.account()), region(arn, fallback));
        var resource = byService(arn, origin);
        return resource.name().isBlank() ? new Resource(origin, resource.kind(), arn.resource()) : resource;
    }

    private static Resource byService(Arn arn, Origin origin) {
        return switch (arn.service()) {
            case "autoscaling" -> group(arn, origin);
            case "elasticloadbalancing" -> loadBalancing(arn, origin);
            case "lambda" -> lambda(arn, origin);
            case "ecs" -> ecs(arn, origin);
            case "s3" -> new Resource(origin, Kinds.S3_BUCKET, before('/', arn.resource()));
            case "iam", "sts" -> identity(arn, origin);
            case "logs" -> logs(arn, origin);
            case "apigateway" -> api(arn, origin);
            case "ssm" -> ssm(arn, origin);
            case "eks" -> cluster(arn, origin);
            case "wafv2" -> firewall(arn, origin);
            default -> generic(arn, origin);
        };
    }

    /** The ARN of a Spot notice has a zone in place of the region. */
    private static String region(Arn arn, Origin fallback) {
        var zone = REGION.matcher(arn.region());
        return zone.matches() ? zone.group(1) : or(arn.region(), fallback.region());
    }

    /** By ARN if the id is one, else by the type ({@code AWS::EC2::Instance}, {@code AwsEc2Instance}) and id. */
    static Resource of(String type, String id, Origin origin) {
        var arn = Arn.parse(id);
        if (arn.isPresent()) {
            return of(arn.get(), origin);
        }
        var typed = TYPE_AND_ID.matcher(id);
        if (typed.matches()) {
            return new Resource(origin, AwsKinds.ofType(typed.group(1)), typed.group(2));
        }
        return named(AwsKinds.ofType(type), id, origin);
    }

    /** A resource by an id that may also be an ARN or a queue's URL. */
    static Resource named(String kind, String id, Origin origin) {
        var arn = Arn.parse(id);
        if (arn.isPresent()) {
            return of(arn.get(), origin);
        }
        var url = QUEUE_URL.matcher(id);
        return url.matches()
                ? new Resource(Origin.aws(url.group(1), origin.region()), kind, url.group(2))
                : new Resource(origin, kind, id);
    }

    /** {@code FUNCTION} or {@code FUNCTION:ALIAS}: $LATEST is the function itself. */
    static String functionName(Arn arn) {
        return arn.name().endsWith(":$LATEST")
                ? arn.name().substring(0, arn.name().length() - ":$LATEST".length())
                : arn.name();
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
        return arn.type().equals("service") && !arn.name().contains("/")
                ? new Resource(origin, "ecs:service-without-cluster", arn.name())
                : generic(arn, origin);
    }

    /** The API takes the name of a user or role without its path; the session of a role is the role. */
    private static Resource identity(Arn arn, Origin origin) {
        return switch (arn.type()) {
            case "user", "role", "group" ->
                new Resource(
                        origin,
                        "iam:" + arn.type(),
                        arn.name().substring(arn.name().lastIndexOf('/') + 1));
            case "assumed-role" -> new Resource(origin, Kinds.IAM_ROLE, before('/', arn.name()));
            case "" ->
                arn.resource().equals("root")
                        ? new Resource(origin, Kinds.AWS_ACCOUNT, origin.account())
                        : generic(arn, origin);
            default -> generic(arn, origin);
        };
    }

    private static Resource logs(Arn arn, Origin origin) {
        return arn.type().equals("log-group")
                ? new Resource(origin, Kinds.LOG_GROUP, before(':', arn.name()))
                : generic(arn, origin);
    }

    /** The name of a parameter in a hierarchy begins with the slash that is also the separator of its ARN. */
    private static Resource ssm(Arn arn, Origin origin) {
        return arn.type().equals("parameter") && arn.name().contains("/")
                ? new Resource(origin, Kinds.SSM_PARAMETER, "/" + arn.name())
                : generic(arn, origin);
    }

    /** {@code nodegroup/CLUSTER/GROUP/ID}: the API takes the first two. */
    private static Resource cluster(Arn arn, Origin origin) {
        var parts = arn.resource().split("/", 4);
        return parts.length == 4 && parts[0].equals("nodegroup")
                ? new Resource(origin, Kinds.EKS_NODE_GROUP, parts[1] + "/" + parts[2])
                : generic(arn, origin);
    }

    /** {@code regional/webacl/NAME/ID}: the scope comes before the type. */
    private static Resource firewall(Arn arn, Origin origin) {
        var parts = arn.resource().split("/", 3);
        return parts.length == 3
                ? new Resource(origin, AwsKinds.of("wafv2", parts[1]), parts[0] + "/" + parts[2])
                : generic(arn, origin);
    }

    /** {@code /restapis/ID/stages/NAME}. */
    private static Resource api(Arn arn, Origin origin) {
        var parts = arn.resource().split("/", 4);
        return parts.length > 2 && parts[0].isEmpty() && !parts[2].isBlank()
                ? new Resource(origin, AwsKinds.of("apigateway", parts[1]), parts[2])
                : generic(arn, origin);
    }

    private static Resource generic(Arn arn, Origin origin) {
        var kind = AwsKinds.of(arn.service(), or(arn.type(), untyped(arn.service())));
        return new Resource(origin, kind, or(arn.name(), arn.resource()));
    }

    /** The type of resources whose ARNs do not contain it, by service. */
    private static String untyped(String service) {
        return switch (service) {
            case "sns" -> "topic";
            case "sqs" -> "queue";
            case "codepipeline" -> "pipeline";
            default -> "resource";
        };
    }

    private static String before(char end, String text) {
        int at = text.indexOf(end);
        return at < 1 ? text : text.substring(0, at);
    }

    private static String or(String text, String otherwise) {
        return text.isBlank() ? otherwise : text;
    }
}
