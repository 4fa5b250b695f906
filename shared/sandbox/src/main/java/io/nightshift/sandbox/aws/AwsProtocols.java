package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.sandbox.wire.WireReply;
import io.nightshift.sandbox.wire.WireRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The protocols: query with XML responses, JSON with a target header, REST with JSON. */
final class AwsProtocols {

    /** @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html">SigV4</a> */
    private static final Pattern SIGNATURE = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=[^/ ]+/\\d{8}/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request, ?SignedHeaders=[^ ,]+, ?Signature=[0-9a-f]{64}");

    /** REST operations: method and path; a brace is a field. */
    private static final List<Route> ROUTES = List.of(
            new Route("lambda", "GetAlias", "GET", "/2015-03-31/functions/{FunctionName}/aliases/{Name}"),
            new Route("lambda", "UpdateAlias", "PUT", "/2015-03-31/functions/{FunctionName}/aliases/{Name}"),
            new Route("lambda", "ListVersionsByFunction", "GET", "/2015-03-31/functions/{FunctionName}/versions"),
            new Route(
                    "lambda", "GetFunctionConfiguration", "GET", "/2015-03-31/functions/{FunctionName}/configuration"),
            new Route(
                    "lambda",
                    "UpdateFunctionConfiguration",
                    "PUT",
                    "/2015-03-31/functions/{FunctionName}/configuration"),
            new Route("lambda", "ListFunctions", "GET", "/2015-03-31/functions"),
            new Route("lambda", "ListAliases", "GET", "/2015-03-31/functions/{FunctionName}/aliases"),
            new Route("lambda", "GetFunction", "GET", "/2015-03-31/functions/{FunctionName}"),
            new Route("lambda", "UpdateFunctionCode", "PUT", "/2015-03-31/functions/{FunctionName}/code"),
            new Route("lambda", "GetFunctionConcurrency", "GET", "/2019-09-30/functions/{FunctionName}/concurrency"),
            new Route("lambda", "PutFunctionConcurrency", "PUT", "/2017-10-31/functions/{FunctionName}/concurrency"),
            new Route(
                    "lambda",
                    "DeleteFunctionConcurrency",
                    "DELETE",
                    "/2017-10-31/functions/{FunctionName}/concurrency"),
            new Route("lambda", "GetEventSourceMapping", "GET", "/2015-03-31/event-source-mappings/{UUID}"),
            new Route("lambda", "UpdateEventSourceMapping", "PUT", "/2015-03-31/event-source-mappings/{UUID}"),
            new Route("lambda", "Invoke", "POST", "/2015-03-31/functions/{FunctionName}/invocations"),
            new Route("lambda", "ListTags", "GET", "/2017-03-31/tags/{Resource}"),
            new Route("backup", "ListRestoreJobs", "GET", "/restore-jobs/"),
            new Route("backup", "DescribeRestoreJob", "GET", "/restore-jobs/{RestoreJobId}"),
            new Route("backup", "PutRestoreValidationResult", "PUT", "/restore-jobs/{RestoreJobId}/validations"),
            new Route("guardduty", "GetDetector", "GET", "/detector/{DetectorId}"),
            new Route("guardduty", "ListDetectors", "GET", "/detector"),
            new Route("guardduty", "ListFindings", "POST", "/detector/{DetectorId}/findings"),
            new Route("guardduty", "GetFindings", "POST", "/detector/{DetectorId}/findings/get"),
            new Route("guardduty", "UpdateDetector", "POST", "/detector/{DetectorId}"),
            new Route("securityhub", "GetFindings", "POST", "/findings"),
            new Route("scheduler", "CreateSchedule", "POST", "/schedules/{Name}"));

    private record Route(String service, String operation, String method, String path) {
        Optional<Map<String, String>> match(String theService, String theMethod, String thePath) {
            var wanted = path.split("/", -1);
            var found = thePath.split("/", -1);
            if (!service.equals(theService) || !method.equals(theMethod) || wanted.length != found.length) {
                return Optional.empty();
            }
            var fields = new LinkedHashMap<String, String>();
            for (int i = 0; i < wanted.length; i++) {
                if (wanted[i].startsWith("{")) {
                    fields.put(wanted[i].substring(1, wanted[i].length() - 1), decode(found[i]));
                } else if (!wanted[i].equals(found[i])) {
                    return Optional.empty();
                }
            }
            return Optional.of(fields);
        }
    }

    private AwsProtocols() {}

    static AwsCall read(WireRequest request, String region) {
        var signature = SIGNATURE.matcher(request.header("Authorization"));
        if (!signature.matches() || request.header("X-Amz-Date").isEmpty()) {
            throw new AwsError(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
        }
        if (!signature.group(1).equals(region)) {
            throw new AwsError(403, "SignatureDoesNotMatch", "Credential should be scoped to a valid region.");
        }
        var service = signature.group(2);
        if (!request.header("X-Amz-Target").isEmpty()) {
            return new AwsCall(service, request.operation(), Map.of(), object(request.text()));
        }
        if (service.equals("s3")) {
            return FakeS3.read(request);
        }
        return request.header("Content-Type").startsWith("application/x-www-form-urlencoded")
                ? query(service, request.form())
                : rest(service, request);
    }

    private static AwsCall query(String service, Map<String, String> form) {
        var operation = form.remove("Action");
        var version = form.remove("Version");
        if (operation == null || version == null) {
            throw new AwsError(400, "MissingAction", "Action and Version are required");
        }
        return new AwsCall(service, operation, form, Json.Obj.EMPTY);
    }

    private static AwsCall rest(String service, WireRequest request) {
        for (var route : ROUTES) {
            var fields = route.match(service, request.method(), request.uri().getRawPath());
            if (fields.isPresent()) {
                var all = new TreeMap<>(fields.get());
                all.putAll(request.query());
                var body = request.text();
                return new AwsCall(service, route.operation(), all, body.isEmpty() ? Json.Obj.EMPTY : object(body));
            }
        }
        throw new AwsError(404, "UnknownOperationException", "no such path for " + service);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static Json.Obj object(String body) {
        if (json(body) instanceof Json.Obj object) {
            return object;
        }
        throw new AwsError(400, "SerializationException", "not a JSON object");
    }

    /** {@code [{"Key": .., "Value": ..}]}, the form of tags in most JSON services. */
    static Json.Arr tags(Map<String, String> tags) {
        return Json.arr(tags.entrySet().stream()
                .map(tag -> Json.obj().with("Key", tag.getKey()).with("Value", tag.getValue()))
                .toList());
    }

    static Json json(String body) {
        try {
            return Json.parse(body);
        } catch (JsonException e) {
            throw new AwsError(400, "SerializationException", e.getMessage());
        }
    }

    static WireReply ok(AwsCall call, String body) {
        var reply = WireReply.reply(200, isJson(call.service()) ? "application/json" : "text/xml", body);
        return call.operation().equals("Invoke") && body.contains("\"errorMessage\"")
                ? reply.with("X-Amz-Function-Error", "Unhandled")
                : reply;
    }

    private static boolean isJson(String service) {
        return switch (service) {
            case "lambda",
                    "backup",
                    "ecs",
                    "ecr",
                    "sqs",
                    "scheduler",
                    "secretsmanager",
                    "dynamodb",
                    "logs",
                    "cloudtrail",
                    "wafv2",
                    "guardduty",
                    "securityhub",
                    "config",
                    "acm",
                    "ssm",
                    "states" -> true;
            default -> false;
        };
    }

    static WireReply error(String service, AwsError error) {
        if (isJson(service)) {
            var body = Json.obj().with("__type", error.code).with("message", error.text);
            return WireReply.json(error.status, body).with("x-amzn-ErrorType", error.code);
        }
        var inside = Xml.text("Code", error.code) + Xml.text("Message", error.text);
        if (service.equals("s3")) {
            return WireReply.xml(error.status, Xml.of("Error", inside));
        }
        return WireReply.xml(
                error.status,
                service.equals("ec2")
                        ? Xml.of("Response", Xml.of("Errors", Xml.of("Error", inside)), Xml.text("RequestID", "0"))
                        : Xml.of(
                                "ErrorResponse",
                                Xml.of("Error", Xml.text("Type", "Sender"), inside),
                                Xml.text("RequestId", "0")));
    }
}
