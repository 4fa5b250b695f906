package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.aws.FakeResource.Item;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The default actions of a listener: the property {@code actions} holds the fields of the query, under the names of the API;
 * {@code target} alone is one target group.
 *
 * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html">Action</a>
 */
final class FakeListenerActions {

    private static final String PREFIX = "DefaultActions.";

    private FakeListenerActions() {}

    /** The actions that a request sets. */
    static Json.Obj read(AwsCall call) {
        var fields = new TreeMap<String, String>();
        call.fields().forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                fields.put(name.substring(PREFIX.length()), value);
            }
        });
        for (int i = 1; i == 1 || fields.containsKey("member." + i + ".Type"); i++) {
            check(call, PREFIX + "member." + i + ".");
        }
        return Json.strings(fields);
    }

    private static void check(AwsCall call, String action) {
        switch (call.required(action + "Type")) {
            case "redirect" -> redirect(call, action + "RedirectConfig.");
            case "forward" -> forward(call, action);
            case "authenticate-oidc" -> oidc(call, action + "AuthenticateOidcConfig.");
            default -> throw AwsError.invalid(call, "only forward, redirect and authenticate-oidc are played here");
        }
    }

    private static void redirect(AwsCall call, String config) {
        if (!call.required(config + "Protocol").equals("HTTPS")
                || !call.required(config + "StatusCode").equals("HTTP_302")) {
            throw AwsError.invalid(call, "expected a temporary redirect to HTTPS");
        }
    }

    /** A target group outside of the configuration must be the only one in it. */
    private static void forward(AwsCall call, String action) {
        var groups = action + "ForwardConfig.TargetGroups.member.";
        var first = call.optional(groups + "1.TargetGroupArn");
        var alone = call.optional(action + "TargetGroupArn");
        if (first.isEmpty() && alone.isEmpty()) {
            throw AwsError.missing(call, "TargetGroupArn");
        }
        if (first.isPresent()
                && alone.isPresent()
                && (!first.equals(alone)
                        || call.optional(groups + "2.TargetGroupArn").isPresent())) {
            throw AwsError.invalid(call, "TargetGroupArn is not the only target group of ForwardConfig");
        }
        var sticky = action + "ForwardConfig.TargetGroupStickinessConfig.";
        if (call.optional(sticky + "Enabled").filter("true"::equals).isPresent()) {
            call.required(sticky + "DurationSeconds");
        }
    }

    private static void oidc(AwsCall call, String config) {
        call.required(config + "ClientId");
        if (call.optional(config + "ClientSecret").isEmpty()
                && call.optional(config + "UseExistingClientSecret")
                        .filter("true"::equals)
                        .isEmpty()) {
            throw AwsError.missing(call, "ClientSecret");
        }
    }

    /** As the listener is described, with what AWS adds. */
    static String write(Item listener) {
        var fields = new TreeMap<String, String>();
        if (listener.values().get("actions") instanceof Json.Obj actions) {
            actions.members().forEach((name, value) -> {
                if (value instanceof Json.Str(var text) && !name.endsWith("UseExistingClientSecret")) {
                    fields.put(name, text);
                }
            });
        } else {
            fields.put("member.1.Type", "forward");
            fields.put("member.1.TargetGroupArn", listener.text("target"));
        }
        complete(fields);
        return nested(fields);
    }

    private static void complete(Map<String, String> fields) {
        for (int i = 1; fields.containsKey("member." + i + ".Type"); i++) {
            var action = "member." + i + ".";
            fields.put(action + "Order", Integer.toString(i));
            var group = fields.get(action + "TargetGroupArn");
            if (fields.getOrDefault(action + "Type", "").equals("redirect")) {
                fields.put(action + "RedirectConfig.Host", "#{host}");
                fields.put(action + "RedirectConfig.Path", "/#{path}");
                fields.put(action + "RedirectConfig.Query", "#{query}");
            } else if (group != null) {
                fields.putIfAbsent(action + "ForwardConfig.TargetGroups.member.1.TargetGroupArn", group);
                fields.putIfAbsent(action + "ForwardConfig.TargetGroups.member.1.Weight", "1");
                fields.putIfAbsent(action + "ForwardConfig.TargetGroupStickinessConfig.Enabled", "false");
            }
        }
    }

    /** {@code A.member.1.B} becomes {@code <A><member><B>}. */
    private static String nested(Map<String, String> fields) {
        var groups = new LinkedHashMap<String, Map<String, String>>();
        var text = new StringBuilder();
        fields.forEach((name, value) -> {
            int dot = name.indexOf('.', name.startsWith("member.") ? "member.".length() : 0);
            if (dot < 0) {
                text.append(Xml.text(name, value));
            } else {
                groups.computeIfAbsent(name.substring(0, dot), ignored -> new TreeMap<>())
                        .put(name.substring(dot + 1), value);
            }
        });
        groups.forEach(
                (name, inner) -> text.append(Xml.of(name.startsWith("member.") ? "member" : name, nested(inner))));
        return text.toString();
    }
}
