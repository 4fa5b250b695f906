package io.nightshift.core.decode;

import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parses the name of a resource in a label or an attribute: {@code KIND/NAME} ({@code run:service/checkout}) or the
 * whole identity ({@code gcp:shop-prod:europe-west1:run:service/checkout}).
 */
final class SubjectName {

    private static final Pattern WHOLE = Pattern.compile("(aws|gcp|none):([^:/]*):([^:/]*):([^/]+/.+)", Pattern.DOTALL);

    private SubjectName() {}

    /** Returns the resource if its kind is one of {@link Kinds}. Missing parts of its origin come from the labels. */
    static Optional<Resource> parse(String text, Map<String, String> labels) {
        var whole = WHOLE.matcher(text);
        if (!whole.matches()) {
            return kindAndName(text)
                    .map(named -> new Resource(origin(named.kind(), labels), named.kind(), named.name()));
        }
        var cloud = Cloud.byId(whole.group(1)).orElseThrow();
        var origin = new Origin(cloud, whole.group(2), whole.group(3));
        return kindAndName(whole.group(4))
                .map(named -> new Resource(origin, named.kind(), named.name()))
                .filter(named -> Kinds.cloud(named.kind()) == Cloud.NONE || Kinds.cloud(named.kind()) == cloud);
    }

    private static Optional<Resource> kindAndName(String text) {
        int slash = text.indexOf('/');
        return slash < 0 || text.substring(slash + 1).isBlank() || !Kinds.ALL.contains(text.substring(0, slash))
                ? Optional.empty()
                : Optional.of(new Resource(Origin.NOWHERE, text.substring(0, slash), text.substring(slash + 1)));
    }

    private static Origin origin(String kind, Map<String, String> labels) {
        return switch (Kinds.cloud(kind)) {
            case AWS -> aws(labels);
            case GCP -> Origin.gcp(first(labels, "project_id", "project"), first(labels, "region", "location"));
            case NONE -> Origin.NOWHERE;
        };
    }

    static Origin aws(Map<String, String> labels) {
        return Origin.aws(first(labels, "account_id", "account"), first(labels, "region"));
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
