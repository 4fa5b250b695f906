package io.nightshift.core.decode;

import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.Map;
import java.util.Optional;

/** A resource that somebody wrote as {@code KIND/NAME} ({@code run:service/checkout}) into a label or an attribute. */
final class SubjectName {

    private SubjectName() {}

    /** The resource, where the text begins with one of {@link Kinds}; account and region come from the labels. */
    static Optional<Resource> parse(String text, Map<String, String> labels) {
        int slash = text.indexOf('/');
        if (slash < 0 || text.substring(slash + 1).isBlank() || !Kinds.ALL.contains(text.substring(0, slash))) {
            return Optional.empty();
        }
        var kind = text.substring(0, slash);
        return Optional.of(new Resource(origin(kind, labels), kind, text.substring(slash + 1)));
    }

    private static Origin origin(String kind, Map<String, String> labels) {
        return switch (cloud(kind)) {
            case AWS -> aws(labels);
            case GCP -> Origin.gcp(first(labels, "project_id", "project"), first(labels, "region", "location"));
            case NONE -> Origin.NOWHERE;
        };
    }

    static Origin aws(Map<String, String> labels) {
        return Origin.aws(first(labels, "account_id", "account"), first(labels, "region"));
    }

    private static Cloud cloud(String kind) {
        return switch (kind.substring(0, Math.max(0, kind.indexOf(':')))) {
            case "ec2", "autoscaling", "elbv2", "rds", "lambda", "ecs" -> Cloud.AWS;
            case "run", "sql", "gce", "gke" -> Cloud.GCP;
            default -> Cloud.NONE;
        };
    }

    private static String first(Map<String, String> labels, String... names) {
        for (var name : names) {
            if (labels.containsKey(name)) {
                return labels.get(name);
            }
        }
        return "";
    }
}
