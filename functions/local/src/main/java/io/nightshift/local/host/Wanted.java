package io.nightshift.local.host;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.entry.Key;
import io.nightshift.entry.Variables;
import io.nightshift.policy.Policy;
import io.nightshift.policy.Promotion;
import io.nightshift.promotion.action.TargetKinds;
import io.nightshift.promotion.entry.PrometheusSettings;
import io.nightshift.promotion.open.signature.TrustedKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the promotions of a policy ask of variables, so that a host that could not answer says so at its start and not at the
 * first push.
 */
record Wanted(List<Part> gates, List<Part> metrics, List<Part> targets) {

    /** A gate, a metric or a target in the plan of a service. */
    record Part(String service, View description) {
        boolean says(String member, String value) {
            return text(member).equals(value);
        }

        String text(String member) {
            try {
                return description.at(member).textOr("");
            } catch (JsonException e) {
                return "";
            }
        }
    }

    static Wanted of(Policy policy) {
        var wanted = new Wanted(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        policy.promotions().values().stream()
                .sorted(Comparator.comparing(Promotion::service))
                .forEach(wanted::add);
        return wanted;
    }

    private void add(Promotion promotion) {
        try {
            for (var stage : View.of(promotion.plan()).at("stages").items()) {
                add(promotion, stage.at("gates"), gates);
                add(promotion, stage.at("analysis", "metrics"), metrics);
                for (var wave : stage.at("waves").items()) {
                    add(promotion, wave, targets);
                }
            }
        } catch (JsonException e) {
            throw new IllegalStateException("the plan of " + promotion.service() + " cannot be read", e);
        }
    }

    private static void add(Promotion promotion, View list, List<Part> parts) throws JsonException {
        if (list.exists()) {
            list.items().forEach(part -> parts.add(new Part(promotion.service(), part)));
        }
    }

    /** The variables that gates name themselves. */
    List<Key> keyVariables() {
        return named("keyFromEnv")
                .map(gate -> new Key(gate.text("keyFromEnv"), false, "A public key of " + gate.service() + "."))
                .toList();
    }

    Map<String, String> keys(Variables variables) {
        var keys = new HashMap<String, String>();
        keyVariables().forEach(key -> variables.get(key.name()).ifPresent(value -> keys.put(key.name(), value)));
        return keys;
    }

    private Stream<Part> named(String member) {
        return gates.stream()
                .filter(gate ->
                        gate.says("kind", "signature") && !gate.text(member).isEmpty());
    }

    /** Reports every variable that is missing, and every key that could not be used. */
    void check(Variables variables, OpenSettings open, boolean nginx) {
        if (!nginx) {
            missing(targets, target -> target.says("kind", TargetKinds.NGINX_UPSTREAM))
                    .ifPresent(target -> variables.problem(LocalNginx.FOLDER + " is missing; a target of "
                            + target.service() + " is an nginx:upstream: expected the folder of that nginx"));
        }
        if (open.prometheus().isEmpty()) {
            missing(Stream.concat(metrics.stream(), gates.stream()).toList(), part -> part.says("source", "prometheus"))
                    .ifPresent(part -> variables.problem(PrometheusSettings.URL + " is missing; numbers of "
                            + part.service() + " are in Prometheus: expected its URL"));
        }
        if (open.reports().isEmpty()) {
            missing(gates, Wanted::isFile)
                    .ifPresent(gate -> variables.problem(OpenSettings.REPORTS_FOLDER + " is missing; a scan report of "
                            + gate.service() + " is a file: expected the folder of reports"));
        }
        named("keyFromEnv").forEach(gate -> keyInVariable(variables, gate));
        named("key")
                .filter(gate -> !gate.text("key").startsWith("-----BEGIN "))
                .forEach(gate -> keyInFile(variables, open, gate));
    }

    private static Optional<Part> missing(List<Part> parts, Predicate<Part> which) {
        return parts.stream().filter(which).findFirst();
    }

    private static boolean isFile(Part gate) {
        return gate.says("kind", "scan")
                && gate.says("source", "report")
                && !OpenSettings.isOnTheWeb(gate.text("report"));
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

    private static void keyInFile(Variables variables, OpenSettings open, Part gate) {
        var folder = OpenSettings.KEYS_FOLDER;
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
