package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.SdkExecution;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.lambda.model.GetAliasResponse;

/**
 * {@code UpdateAlias} under the revision id that was read before: a later change of the alias by someone else wins. If a
 * newer version has a share of the traffic, that version is rolled back, and the alias keeps its main version.
 */
record AliasRollback(AwsRegionApis apis, Resource target) implements ActionExecution {

    @Override
    public LiveState before() {
        var aliases = new Aliases(apis, target);
        if (aliases.alias().isEmpty()) {
            return ActionExecution.found(
                    Map.of(), Optional.empty(), Json.obj().with(CANNOT, "the target names no alias"));
        }
        return aliases.find()
                .map(alias -> ActionExecution.found(aliases.tags(), Optional.empty(), capsule(aliases, alias)))
                .orElseGet(() -> ActionExecution.missing("alias " + target.name()));
    }

    private static Json.Obj capsule(Aliases aliases, GetAliasResponse alias) {
        var capsule = state(alias);
        var to = canary(alias) ? Optional.of(alias.functionVersion()) : aliases.versionBefore(alias.functionVersion());
        return to.map(version -> capsule.with("to", version))
                .orElseGet(
                        () -> capsule.with(CANNOT, "there is no published version before " + alias.functionVersion()));
    }

    private static Json.Obj state(GetAliasResponse alias) {
        var weights = Json.obj();
        for (var weight : Aliases.weights(alias).entrySet()) {
            weights = weights.with(weight.getKey(), Json.of(weight.getValue()));
        }
        return Json.obj()
                .with("version", alias.functionVersion())
                .with("weights", weights)
                .with("revision", alias.revisionId());
    }

    private static boolean canary(GetAliasResponse alias) {
        var main = Aliases.number(alias.functionVersion());
        return main.isPresent()
                && Aliases.weights(alias).keySet().stream()
                        .anyMatch(version -> Aliases.number(version)
                                .filter(number -> number > main.get())
                                .isPresent());
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) throws JsonException {
        var view = View.of(capsule);
        return point(
                new Aliases(apis, target),
                view.at("to").text(),
                Map.of(),
                view.at("revision").text());
    }

    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) throws JsonException {
        return ActionExecution.happened(
                pointsTo(new Aliases(apis, target), View.of(capsule).at("to").text(), Map.of()));
    }

    private static boolean pointsTo(Aliases aliases, String version, Map<String, Double> weights) {
        return aliases.find()
                .filter(alias -> alias.functionVersion().equals(version)
                        && Aliases.weights(alias).equals(weights))
                .isPresent();
    }

    private static Performed point(Aliases aliases, String version, Map<String, Double> weights, String revision) {
        var performed = SdkExecution.changing(
                () -> {
                    var answer = aliases.apis()
                            .lambda()
                            .updateAlias(request -> request.functionName(aliases.function())
                                    .name(aliases.alias().orElseThrow())
                                    .functionVersion(version)
                                    .routingConfig(routing -> routing.additionalVersionWeights(weights))
                                    .revisionId(revision));
                    return Json.obj().with("version", version).withOptional("revision", answer.revisionId());
                },
                () -> pointsTo(aliases, version, weights));
        return performed instanceof Performed.NotDone(var problem)
                        && problem.code().equals("PreconditionFailedException")
                ? new Performed.NotDone(new Problem(
                        "ChangedSince",
                        "the alias was changed by somebody else since it was looked at",
                        false,
                        problem.mayHaveHappened()))
                : performed;
    }

    /** Restores the alias, if it still points where Nightshift pointed it. */
    record Undo(AwsRegionApis apis, Resource target, Json.Obj back) implements ActionExecution {
        @Override
        public LiveState before() {
            var aliases = new Aliases(apis, target);
            return aliases.find()
                    .map(alias -> ActionExecution.found(aliases.tags(), Optional.empty(), state(alias)))
                    .orElseGet(() -> ActionExecution.missing("alias " + target.name()));
        }

        @Override
        public Performed perform(IdempotencyKey key, Json.Obj capsule) throws JsonException {
            var aliases = new Aliases(apis, target);
            var view = View.of(back);
            var version = view.at("version").text();
            if (pointsTo(aliases, version, weights())) {
                return ActionExecution.already();
            }
            return pointsTo(aliases, view.at("to").text(), Map.of())
                    ? point(
                            aliases,
                            version,
                            weights(),
                            View.of(capsule).at("revision").text())
                    : ActionExecution.not(
                            "ChangedSince", "the alias was changed by somebody else since the act; it is left so");
        }

        @Override
        public Probed probe(IdempotencyKey key, Json.Obj capsule) throws JsonException {
            return ActionExecution.happened(pointsTo(
                    new Aliases(apis, target), View.of(back).at("version").text(), weights()));
        }

        private Map<String, Double> weights() throws JsonException {
            var weights = new TreeMap<String, Double>();
            var view = View.of(back).at("weights");
            for (var version : view.texts().keySet()) {
                weights.put(version, view.at(version).number().doubleValue());
            }
            return weights;
        }
    }
}
