package io.nightshift.aws.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The resources that a recorded call is about. In order: the ARNs in {@code resources}; the parameter that the noun of the
 * call names ({@code AuthorizeSecurityGroupIngress}: the group's id; {@code PutBucketPolicy}: {@code bucketName}); an ARN of the
 * service; any parameter that names a known kind of the service; else the service itself. Of a call that creates something, the
 * answer is read first: the request names what the new thing belongs to.
 */
final class TrailSubject {

    private static final int MOST = 50;

    private static final List<String> CREATING =
            List.of("Create", "Run", "Allocate", "Copy", "Register", "Restore", "Import", "Request", "Start");

    private final View record;
    private final Origin origin;
    private final String service;
    private final String event;

    TrailSubject(View record, Origin origin) throws JsonException {
        this.record = record;
        this.origin = origin;
        this.service = service(Fields.name(record.at("eventSource")));
        this.event = Fields.name(record.at("eventName"));
    }

    private static String service(String eventSource) {
        int dot = eventSource.indexOf('.');
        return dot < 1 ? eventSource : eventSource.substring(0, dot);
    }

    List<Resource> resources() throws JsonException {
        var listed = listed();
        if (listed.isPresent()) {
            return List.of(listed.get());
        }
        if (service.equals("signin")) {
            return List.of(whoSignedIn());
        }
        var found = inParameters();
        return found.isEmpty() ? List.of(new Resource(origin, "aws:service", service)) : distinct(found);
    }

    /** An ARN of an unknown kind counts least: it may be a part of the resource ({@code mfa/dana}). */
    private List<CloudTrailParameters.Named> inParameters() throws JsonException {
        var places = places();
        var parameters = new CloudTrailParameters(service, event);
        var named = parameters.named(places);
        if (!named.isEmpty()) {
            return named;
        }
        var arns = arns(places);
        var known = arns.stream().anyMatch(this::isOfKnownKind)
                ? List.<CloudTrailParameters.Named>of()
                : parameters.known(places);
        return known.isEmpty() ? arns : known;
    }

    private boolean isOfKnownKind(CloudTrailParameters.Named named) {
        return !named.kind().isEmpty()
                || Kinds.AWS.contains(AwsSubjects.named("", named.id(), origin).kind());
    }

    private List<Resource> distinct(List<CloudTrailParameters.Named> all) {
        Set<Resource> distinct = new LinkedHashSet<>();
        all.stream()
                .limit(MOST)
                .map(each -> AwsSubjects.named(each.kind(), each.id(), origin))
                .map(this::inItsParent)
                .forEach(distinct::add);
        return List.copyOf(distinct);
    }

    /** The name of a web ACL or an address list is its scope, name and id together. */
    private Resource inItsScope(Resource resource) {
        var request = record.at("requestParameters");
        boolean global = Fields.says(request.at("scope"), "CLOUDFRONT");
        var name = request.at("name").isString() ? plain(request.at("name")) : "";
        return name.isEmpty()
                ? resource
                : new Resource(
                        resource.origin(),
                        resource.kind(),
                        (global ? "global/" : "regional/") + name + "/" + resource.name());
    }

    /** ECS services, tasks and EKS node groups are named inside their cluster. */
    private Resource inItsParent(Resource resource) {
        boolean scoped =
                resource.kind().equals(Kinds.WEB_ACL) || resource.kind().equals(Kinds.IP_SET);
        if (scoped && !resource.name().contains("/")) {
            return inItsScope(resource);
        }
        var parent = switch (resource.kind()) {
            case Kinds.ECS_SERVICE, Kinds.ECS_TASK, Kinds.ECS_CONTAINER_INSTANCE -> "cluster";
            case Kinds.EKS_NODE_GROUP ->
                record.at("requestParameters", "clusterName").exists() ? "clusterName" : "name";
            case "apigateway:stage", "apigateway:deployment" -> "restApiId";
            case Kinds.CODEDEPLOY_DEPLOYMENT_GROUP -> "applicationName";
            default -> "";
        };
        var cluster = record.at("requestParameters", parent);
        if (parent.isEmpty() || resource.name().contains("/") || !cluster.isString()) {
            return resource;
        }
        var text = plain(cluster);
        var name = Arn.parse(text).map(Arn::name).orElse(text);
        return name.isBlank()
                ? resource
                : new Resource(resource.origin(), resource.kind(), name + "/" + resource.name());
    }

    private static String plain(View text) {
        try {
            return Fields.name(text);
        } catch (JsonException e) {
            return "";
        }
    }

    private List<View> places() {
        boolean creates = CREATING.stream().anyMatch(event::startsWith);
        var request = record.at("requestParameters");
        var response = record.at("responseElements");
        return creates ? List.of(response, request) : List.of(request, response);
    }

    /** The first ARN that the record lists for what the call is about; of an S3 object: its bucket. */
    private Optional<Resource> listed() throws JsonException {
        if (!record.at("resources").isArray()) {
            return Optional.empty();
        }
        for (var each : record.at("resources").items()) {
            var id = Fields.firstName(each.at("ARN"), each.at("arn"));
            var arn = Arn.parse(id).filter(found -> !found.resource().contains("*"));
            if (arn.isPresent()) {
                return arn.map(found -> AwsSubjects.of(found, origin));
            }
        }
        return Optional.empty();
    }

    private Resource whoSignedIn() throws JsonException {
        var identity = record.at("userIdentity");
        var arn = Arn.parse(Fields.firstName(identity.at("arn")));
        if (arn.isPresent()) {
            return AwsSubjects.of(arn.get(), origin);
        }
        var user = Fields.firstName(identity.at("userName"));
        return user.isEmpty() || Fields.says(identity.at("type"), "Root")
                ? new Resource(origin, Kinds.AWS_ACCOUNT, origin.account())
                : new Resource(origin, Kinds.IAM_USER, user);
    }

    /** The ARNs of this service's own resources come before those of others, which are roles and keys that it uses. */
    private List<CloudTrailParameters.Named> arns(List<View> places) throws JsonException {
        var arns = new ArrayList<String>();
        for (var place : places) {
            for (var field : CloudTrailParameters.fields(place)) {
                if (Arn.parse(field.text()).isPresent()) {
                    arns.add(field.text());
                }
            }
        }
        var own = AwsKinds.service(service);
        return arns.stream()
                .filter(text -> !CloudTrailParameters.isOfAws(text))
                .filter(text -> Arn.parse(text)
                        .filter(arn -> AwsKinds.service(arn.service()).equals(own) || isTagging())
                        .isPresent())
                .limit(isTagging() ? MOST : 1)
                .map(text -> new CloudTrailParameters.Named("", text))
                .toList();
    }

    private boolean isTagging() {
        var lower = event.toLowerCase(Locale.ROOT);
        return service.equals("tagging") || lower.contains("tagresource") || lower.contains("resourcepolicy");
    }
}
