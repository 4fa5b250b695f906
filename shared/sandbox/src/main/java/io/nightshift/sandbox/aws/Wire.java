package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The protocols: query with XML replies, JSON with a target header, REST with JSON. */
final class Wire {

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
            new Route("lambda", "ListTags", "GET", "/2017-03-31/tags/{Resource}"),
            new Route("scheduler", "CreateSchedule", "POST", "/schedules/{Name}"));

    private record Route(String service, String operation, String method, String path) {
        Map<String, String> match(String theService, String theMethod, String thePath) {
            var wanted = path.split("/", -1);
            var found = thePath.split("/", -1);
            if (!service.equals(theService) || !method.equals(theMethod) || wanted.length != found.length) {
                return Map.of();
            }
            var fields = new LinkedHashMap<String, String>();
            for (int i = 0; i < wanted.length; i++) {
                if (wanted[i].startsWith("{")) {
                    fields.put(wanted[i].substring(1, wanted[i].length() - 1), decode(found[i]));
                } else if (!wanted[i].equals(found[i])) {
                    return Map.of();
                }
            }
            return fields;
        }
    }

    /** A reply, ready to be sent. */
    record Reply(int status, Map<String, String> headers, String body) {}

    private Wire() {}

    static AwsCall read(String method, URI uri, Map<String, String> headers, String body) {
        var signature = SIGNATURE.matcher(headers.getOrDefault("authorization", ""));
        if (!signature.matches() || !headers.containsKey("x-amz-date")) {
            throw new AwsError(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
        }
        if (!signature.group(1).equals(AwsStandIn.REGION)) {
            throw new AwsError(403, "SignatureDoesNotMatch", "Credential should be scoped to a valid region.");
        }
        var service = signature.group(2);
        var target = headers.getOrDefault("x-amz-target", "");
        if (!target.isEmpty()) {
            return new AwsCall(service, target.substring(target.indexOf('.') + 1), Map.of(), object(body), headers);
        }
        if (headers.getOrDefault("content-type", "").startsWith("application/x-www-form-urlencoded")) {
            return query(service, form(body), headers);
        }
        return rest(service, method, uri, headers, body);
    }

    private static AwsCall query(String service, Map<String, String> form, Map<String, String> headers) {
        var operation = form.remove("Action");
        var version = form.remove("Version");
        if (operation == null || version == null) {
            throw new AwsError(400, "MissingAction", "Action and Version are required");
        }
        return new AwsCall(service, operation, form, Json.Obj.EMPTY, headers);
    }

    private static AwsCall rest(String service, String method, URI uri, Map<String, String> headers, String body) {
        for (var route : ROUTES) {
            var fields = route.match(service, method, uri.getRawPath());
            if (!fields.isEmpty()) {
                var all = new TreeMap<>(fields);
                all.putAll(form(uri.getRawQuery() == null ? "" : uri.getRawQuery()));
                return new AwsCall(
                        service, route.operation(), all, body.isEmpty() ? Json.Obj.EMPTY : object(body), headers);
            }
        }
        throw new AwsError(404, "UnknownOperationException", "no such path for " + service);
    }

    private static Map<String, String> form(String text) {
        var fields = new TreeMap<String, String>();
        for (var pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return fields;
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

    static Json json(String body) {
        try {
            return Json.parse(body);
        } catch (JsonException e) {
            throw new AwsError(400, "SerializationException", e.getMessage());
        }
    }

    static Reply ok(AwsCall call, String body) {
        return new Reply(200, Map.of("Content-Type", isJson(call.service()) ? "application/json" : "text/xml"), body);
    }

    private static boolean isJson(String service) {
        return switch (service) {
            case "lambda", "ecs", "sqs", "scheduler", "dynamodb" -> true;
            default -> false;
        };
    }

    static Reply error(String service, AwsError error) {
        if (isJson(service)) {
            return new Reply(
                    error.status,
                    Map.of("Content-Type", "application/json", "x-amzn-ErrorType", error.code),
                    Json.obj()
                            .with("__type", error.code)
                            .with("message", error.text)
                            .text());
        }
        var inside = Xml.text("Code", error.code) + Xml.text("Message", error.text);
        var xml = service.equals("ec2")
                ? Xml.of("Response", Xml.of("Errors", Xml.of("Error", inside)), Xml.text("RequestID", "0"))
                : Xml.of(
                        "ErrorResponse",
                        Xml.of("Error", Xml.text("Type", "Sender"), inside),
                        Xml.text("RequestId", "0"));
        return new Reply(error.status, Map.of("Content-Type", "text/xml"), xml);
    }
}
