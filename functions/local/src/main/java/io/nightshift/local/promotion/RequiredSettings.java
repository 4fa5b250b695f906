package io.nightshift.local.promotion;

import io.nightshift.core.json.Json;
import io.nightshift.entry.EnvironmentVariable;
import io.nightshift.entry.Variables;
import io.nightshift.policy.Policy;
import io.nightshift.promotion.action.TargetKinds;
import io.nightshift.promotion.entry.PlannedServices;
import io.nightshift.promotion.neutral.gate.KeptReports;
import io.nightshift.promotion.neutral.signature.TrustedKey;
import io.nightshift.promotion.plan.PlanRequirements;
import io.nightshift.promotion.plan.PromotionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The variables that a policy's promotions need. A host that lacks one reports it at its start, not at the first push. */
record RequiredSettings(PlanRequirements uses, List<Part> gates, List<Part> metrics, List<Part> alarms) {

    /** A gate, a metric or an alarm in the plan of a service. */
    record Part(String service, Json.Obj description) {
        boolean says(String member, String value) {
            return text(member).equals(value);
        }

        String text(String member) {
            return description.get(member) instanceof Json.Str(var text) ? text : "";
        }
    }

    static RequiredSettings of(Policy policy) {
        var wanted = new RequiredSettings(
                PlannedServices.of(policy), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        wanted.uses().services().forEach(service -> wanted.add(service.description()));
        return wanted;
    }

    private void add(PromotionSpec plan) {
        for (var stage : plan.stages()) {
            stage.gates().forEach(gate -> gates.add(new Part(plan.service(), gate.description())));
            stage.analysis().metrics().forEach(metric -> metrics.add(new Part(plan.service(), metric)));
            stage.analysis().alarms().forEach(alarm -> alarms.add(new Part(plan.service(), alarm)));
        }
    }

    /** The variables that gates name. */
    List<EnvironmentVariable> keyVariables() {
        return named("keyFromEnv")
                .map(gate -> new EnvironmentVariable(
                        gate.text("keyFromEnv"), false, "A public key of " + gate.service() + "."))
                .toList();
    }

    private Stream<Part> named(String member) {
        return gates.stream()
                .filter(gate ->
                        gate.says("kind", "signature") && !gate.text(member).isEmpty());
    }

    /**
     * A source of metrics and alarms to which this host may be connected.
     *
     * @param name its name in policies
     * @param place the location of the metrics, for messages
     * @param variable connects the host to it
     */
    record Source(String name, String place, String variable, String expected, boolean connected) {}

    /** Reports every missing variable, and every unusable key. */
    void check(Variables variables, NeutralSettings open, boolean nginx, List<Source> sources) {
        if (!nginx) {
            uses.services().stream()
                    .filter(service ->
                            !service.targets(TargetKinds.NGINX_UPSTREAM).isEmpty())
                    .findFirst()
                    .ifPresent(service -> variables.problem(LocalNginxSettings.FOLDER + " is missing; a target of "
                            + service.description().service()
                            + " is an nginx:upstream: expected the folder of that nginx"));
        }
        sources.stream().filter(source -> !source.connected()).forEach(source -> unconnected(variables, source));
        if (open.reports().isEmpty()) {
            missing(gates, RequiredSettings::isFile)
                    .ifPresent(
                            gate -> variables.problem(NeutralSettings.REPORTS_FOLDER + " is missing; a scan report of "
                                    + gate.service() + " is a file: expected the folder of reports"));
        }
        named("keyFromEnv").forEach(gate -> keyInVariable(variables, gate));
        named("key")
                .filter(gate -> !gate.text("key").startsWith("-----BEGIN "))
                .forEach(gate -> keyInFile(variables, open, gate));
    }

    private void unconnected(Variables variables, Source source) {
        missing(Stream.concat(metrics.stream(), gates.stream()).toList(), part -> part.says("source", source.name()))
                .map(part -> "numbers of " + part.service())
                .or(() -> missing(alarms, alarm -> alarm.says("source", source.name()))
                        .map(alarm -> "alarms of " + alarm.service()))
                .ifPresent(what -> variables.problem("%s is missing; %s are in %s: expected %s"
                        .formatted(source.variable(), what, source.place(), source.expected())));
    }

    private static Optional<Part> missing(List<Part> parts, Predicate<Part> which) {
        return parts.stream().filter(which).findFirst();
    }

    private static boolean isFile(Part gate) {
        return gate.says("kind", "scan")
                && gate.says("source", "report")
                && !KeptReports.isOnTheWeb(gate.text("report"));
    }

    private static void keyInVariable(Variables variables, Part gate) {
        var name = gate.text("keyFromEnv");
        var pem = variables.get(name);
        if (pem.isEmpty()) {
            variables.problem(name + " is missing; a signature gate of " + gate.service()
                    + " names it: expected a public key (PEM)");
        } else {
            fault(pem.get()).ifPresent(fault -> variables.problem(name + " is not right: " + fault));
        }
    }

    private static void keyInFile(Variables variables, NeutralSettings open, Part gate) {
        var folder = NeutralSettings.KEYS_FOLDER;
        if (open.keys().folder().isEmpty()) {
            if (variables.get(folder).isEmpty()) {
                variables.problem(folder + " is missing; the key of a signature gate of " + gate.service()
                        + " is a file: expected the folder of keys");
            }
            return;
        }
        var pem = open.keys().file(gate.text("key"));
        var fault = pem.isEmpty() ? Optional.of("it is not there") : fault(pem.get());
        fault.ifPresent(what -> variables.problem(
                folder + ": the key of a signature gate of " + gate.service() + ", " + gate.text("key") + ": " + what));
    }

    private static Optional<String> fault(String pem) {
        try {
            TrustedKey.read(pem);
            return Optional.empty();
        } catch (TrustedKey.BadKey e) {
            return Optional.of(e.getMessage());
        }
    }
}
