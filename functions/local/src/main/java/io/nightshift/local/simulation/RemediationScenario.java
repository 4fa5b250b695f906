package io.nightshift.local.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nightshift.api.HealthCheck.State.Down;
import io.nightshift.api.LedgerWatch;
import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.engine.Rules;
import io.nightshift.core.run.Playbook;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.entry.FunctionHost;
import io.nightshift.entry.PolicySections;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.PolicyRules;
import io.nightshift.remediation.Remediation;
import io.nightshift.remediation.policy.RulesSection;
import io.nightshift.sandbox.simulation.Invariant;
import io.nightshift.sandbox.simulation.Scenario;
import io.nightshift.sandbox.simulation.SimulatedHealth;
import io.nightshift.sandbox.simulation.SimulatedResource;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Remediation in the simulation: groups, databases and services on two clouds that may or may not be cured. */
public final class RemediationScenario implements Scenario {

    private static final Origin AWS = Origin.aws("111122223333", "eu-central-1");
    private static final Origin GCP = Origin.gcp("shop-prod", "europe-west1");
    private static final Map<String, String> PROD = Map.of("env", "prod");

    private final List<Rules> policies = read();

    /** The policy and its possible later versions: stricter, dry-run, without a rule that has runs, frozen. */
    private static List<Rules> read() {
        var base = text();
        return List.of(
                parsed(base),
                parsed(base.replace("at-most: 2", "at-most: 1").replace("times: 4", "times: 2")),
                parsed(base.replace("mode: act", "mode: dry-run")),
                parsed(base.replace("- name: web", "- name: web-servers")),
                parsed(base.replace("T22:30", "T22:05").replace("T23:15", "T23:50")));
    }

    private static String text() {
        try (var policy = RemediationScenario.class.getResourceAsStream("remediation.yaml")) {
            if (policy == null) {
                throw new IllegalStateException("the policy of the simulation is missing");
            }
            return new String(policy.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Rules parsed(String yaml) {
        return switch (PolicySections.parser(new RulesSection(Remediation.CATALOGUE))
                .parse(yaml)) {
            case Parsed.Valid valid -> new PolicyRules(valid.policy());
            case Parsed.Invalid invalid ->
                throw new IllegalStateException("the policy of the simulation is invalid: "
                        + invalid.problems().getFirst());
        };
    }

    @Override
    public String name() {
        return "remediation";
    }

    @Override
    public List<Playbook<?>> playbooks() {
        return List.of(Remediation.MODULE.playbook());
    }

    @Override
    public ActionCatalogue catalogue() {
        return Remediation.ALL;
    }

    @Override
    public List<Rules> policies() {
        return policies;
    }

    @Override
    public List<Invariant> invariants() {
        return List.of(new ToldOutcome(), new RepeatedTrouble(), new ExpiredAct());
    }

    @Override
    public Optional<SimulatedHealth.Factory> health() {
        return Optional.of((ledger, clock) -> {
            var host = new FunctionHost(clock, new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
            var watch = new LedgerWatch(ledger, host);
            return () -> {
                watch.watch();
                return watch.check() instanceof Down(var reason) ? Optional.of(reason) : Optional.empty();
            };
        });
    }

    @Override
    public List<SimulatedResource> parts(SplittableRandom random) {
        var parts = new ArrayList<SimulatedResource>();
        for (int i = 1; i <= 3 + random.nextInt(4); i++) {
            parts.add(part(random, instance("i-web-" + i), "asg/web", "reboot-instance", "replace-instance"));
        }
        var shop = new ArrayList<Resource>();
        for (int i = 1; i <= 3; i++) {
            shop.add(instance("i-shop-" + i));
            parts.add(part(random, instance("i-shop-" + i), "asg/shop", "set-instance-unhealthy", "reboot-instance"));
        }
        for (int i = 1; i <= 3; i++) {
            var batch = new Resource(GCP, Kinds.GCE_INSTANCE, "europe-west1-b/batch-" + i);
            parts.add(part(random, batch, "mig/batch", "recreate-instance"));
        }
        var targets = new Resource(AWS, Kinds.TARGET_GROUP, "targetgroup/shop/7f3a");
        parts.add(new SimulatedResource(targets, PROD, Optional.empty(), Map.of(), shop));
        var checkout = new Resource(GCP, Kinds.RUN_SERVICE, "checkout");
        parts.add(new SimulatedResource(checkout, PROD, cures(random, "shift-traffic-back", "restart-run-service")));
        parts.add(new SimulatedResource(
                new Resource(AWS, Kinds.RDS_INSTANCE, "orders-db"), PROD, cures(random, "reboot-database")));
        parts.add(new SimulatedResource(
                new Resource(GCP, Kinds.SQL_INSTANCE, "accounts-db"),
                Map.of("env", "payments"),
                cures(random, "fail-over-sql")));
        parts.add(new SimulatedResource(
                new Resource(AWS, Kinds.IP_SET, "regional/blocked/7f"), PROD, cures(random, "block-address")));
        parts.add(new SimulatedResource(instance("i-legacy"), Map.of("nightshift", "off"), Map.of()));
        return parts;
    }

    private static Resource instance(String name) {
        return new Resource(AWS, Kinds.EC2_INSTANCE, name);
    }

    private static SimulatedResource part(SplittableRandom random, Resource resource, String group, String... cures) {
        return new SimulatedResource(resource, PROD, group, cures(random, cures));
    }

    /** One of the actions cures it, or none does. */
    private static Map<String, Duration> cures(SplittableRandom random, String... actions) {
        int chosen = random.nextInt(actions.length + 1);
        var after = Duration.ofSeconds(10 + random.nextInt(400));
        return chosen == actions.length ? Map.of() : Map.of(actions[chosen], after);
    }
}
