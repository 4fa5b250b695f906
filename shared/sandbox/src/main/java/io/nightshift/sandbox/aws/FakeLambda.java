package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.sandbox.aws.FakeResource.Alias;
import io.nightshift.sandbox.aws.FakeResource.Function;
import io.nightshift.sandbox.aws.FakeResource.Handler;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** @see <a href="https://docs.aws.amazon.com/lambda/latest/api/">Lambda REST API, 2015-03-31</a> */
final class FakeLambda implements FakeService {

    @Override
    public String answer(AwsCall call, FakeAccount account) {
        return switch (call.operation()) {
            case "GetAlias" -> write(alias(call, account, true)).text();
            case "UpdateAlias" -> update(call, account).text();
            case "ListVersionsByFunction" -> versions(call, account).text();
            case "GetFunctionConfiguration" -> configuration(call, account).text();
            case "UpdateFunctionConfiguration" ->
                FakeFunctionSettings.update(call, account).text();
            case "ListFunctions" -> FakeListings.functions(call, account).text();
            case "ListAliases" -> FakeListings.aliases(call, account).text();
            case "ListTags" -> tags(call, account).text();
            case "GetFunctionConcurrency" ->
                FakeFunctionLimits.get(call, account).text();
            case "PutFunctionConcurrency" ->
                FakeFunctionLimits.put(call, account).text();
            case "DeleteFunctionConcurrency" -> FakeFunctionLimits.delete(call, account);
            case "GetEventSourceMapping" ->
                FakeFunctionLimits.source(call, account).text();
            case "UpdateEventSourceMapping" ->
                FakeFunctionLimits.update(call, account).text();
            case "Invoke" -> invoke(call, account);
            case "GetFunction" -> FakeFunctionCode.get(call, account).text();
            case "UpdateFunctionCode" -> FakeFunctionCode.update(call, account).text();
            default -> throw FakeService.unknown(call);
        };
    }

    private static String invoke(AwsCall call, FakeAccount account) {
        var name = call.required("FunctionName");
        return account.find(Handler.class, "handler/" + name)
                .map(Handler::reply)
                .orElseThrow(() -> notFound("Function not found: " + name));
    }

    static Function function(AwsCall call, FakeAccount account) {
        var name = call.required("FunctionName");
        return account.seen(Function.class).stream()
                .filter(function -> function.name().equals(name))
                .findFirst()
                .orElseThrow(() -> notFound("Function not found: " + name));
    }

    private static Alias alias(AwsCall call, FakeAccount account, boolean mayBeStale) {
        var key = "alias/" + call.required("FunctionName") + ":" + call.required("Name");
        return (mayBeStale ? account.seen(Alias.class) : account.all(Alias.class))
                .stream()
                        .filter(alias -> alias.key().equals(key))
                        .findFirst()
                        .orElseThrow(() -> notFound("Cannot find alias arn: " + key));
    }

    private static Json.Obj update(AwsCall call, FakeAccount account) {
        var body = call.json();
        for (var name : call.body().members().keySet()) {
            if (!name.equals("FunctionVersion") && !name.equals("RoutingConfig") && !name.equals("RevisionId")) {
                throw AwsError.invalid(call, "unexpected member " + name);
            }
        }
        var alias = alias(call, account, false);
        try {
            var revision = body.at("RevisionId").optionalText();
            if (revision.isPresent() && !revision.get().equals(alias.revision())) {
                throw new AwsError(
                        412,
                        "PreconditionFailedException",
                        "The Revision Id provided does not match the latest Revision Id.");
            }
            var version = body.at("FunctionVersion").textOr(alias.version());
            if (!function(call, account).versions().contains(version) && !version.equals("$LATEST")) {
                throw notFound("Function version not found: " + version);
            }
            var routing = body.at("RoutingConfig");
            var weights = new LinkedHashMap<String, Double>();
            for (var entry : routing.at("AdditionalVersionWeights").texts().entrySet()) {
                weights.put(entry.getKey(), Double.valueOf(entry.getValue()));
            }
            var next = routing.exists() ? Map.copyOf(weights) : alias.weights();
            mayShare(call, account, version, next);
            var same = version.equals(alias.version()) && next.equals(alias.weights());
            var changed = new Alias(
                    alias.function(), alias.name(), version, next, same ? alias.revision() : alias.revision() + "'");
            account.change("update-alias", changed);
            return write(changed);
        } catch (JsonException e) {
            throw AwsError.invalid(call, String.valueOf(e.getMessage()));
        }
    }

    /** @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html">Alias routing</a> */
    private static void mayShare(AwsCall call, FakeAccount account, String version, Map<String, Double> weights) {
        if (weights.size() > 1 || weights.values().stream().anyMatch(weight -> weight < 0 || weight > 1)) {
            throw AwsError.invalid(call, "one additional version with a weight from 0 to 1 is allowed");
        }
        if (!weights.isEmpty() && (version.equals("$LATEST") || weights.containsKey("$LATEST"))) {
            throw AwsError.invalid(call, "$LATEST is not supported for an alias pointing to more than 1 version");
        }
        var function = function(call, account);
        for (var other : weights.keySet()) {
            if (!function.versions().contains(other)) {
                throw notFound("Function version not found: " + other);
            }
            if (!FakeFunctionCode.role(account, function.name(), other)
                    .equals(FakeFunctionCode.role(account, function.name(), version))) {
                throw AwsError.invalid(call, "The versions must have the same execution role");
            }
        }
    }

    static Json.Obj write(Alias alias) {
        var weights = Json.obj();
        for (var weight : alias.weights().entrySet()) {
            weights = weights.with(weight.getKey(), Json.of(weight.getValue()));
        }
        var json = Json.obj()
                .with("AliasArn", AwsStandIn.arn("lambda", "function:" + alias.function() + ":" + alias.name()))
                .with("Name", alias.name())
                .with("FunctionVersion", alias.version())
                .with("RevisionId", alias.revision());
        return alias.weights().isEmpty()
                ? json
                : json.with("RoutingConfig", Json.obj().with("AdditionalVersionWeights", weights));
    }

    private static Json.Obj versions(AwsCall call, FakeAccount account) {
        var function = function(call, account);
        var all = new java.util.ArrayList<String>();
        all.add("$LATEST");
        all.addAll(function.versions());
        var part = ReplyPage.of(all, call.optional("Marker"));
        var json = Json.obj()
                .with(
                        "Versions",
                        Json.arr(part.items().stream()
                                .map(version -> Json.obj()
                                        .with("FunctionName", function.name())
                                        .with("Version", version))
                                .toList()));
        return part.next().map(next -> json.with("NextMarker", next)).orElse(json);
    }

    private static Json.Obj configuration(AwsCall call, FakeAccount account) {
        var function = function(call, account);
        var qualifier = call.optional("Qualifier");
        var version = qualifier.isEmpty() ? Optional.of("$LATEST") : version(function, qualifier.get(), account);
        return FakeFunctionSettings.get(function, account)
                .with("FunctionName", function.name())
                .with("FunctionArn", AwsStandIn.arn("lambda", "function:" + function.name()))
                .with("Version", version.orElseThrow(() -> notFound("Function not found: " + function.name())))
                .with("State", function.state());
    }

    private static Optional<String> version(Function function, String qualifier, FakeAccount account) {
        return function.versions().contains(qualifier)
                ? Optional.of(qualifier)
                : account.seen(Alias.class).stream()
                        .filter(alias -> alias.function().equals(function.name())
                                && alias.name().equals(qualifier))
                        .map(Alias::version)
                        .findFirst();
    }

    private static Json.Obj tags(AwsCall call, FakeAccount account) {
        var arn = call.required("Resource");
        return account.seen(Function.class).stream()
                .filter(function ->
                        AwsStandIn.arn("lambda", "function:" + function.name()).equals(arn))
                .findFirst()
                .map(function -> Json.obj().with("Tags", Json.strings(function.tags())))
                .orElseThrow(() -> notFound("Function not found: " + arn));
    }

    static AwsError notFound(String text) {
        return new AwsError(404, "ResourceNotFoundException", text);
    }
}
