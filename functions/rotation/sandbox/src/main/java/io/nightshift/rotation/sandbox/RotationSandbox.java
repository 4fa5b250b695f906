package io.nightshift.rotation.sandbox;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.guard.Freeze;
import io.nightshift.core.guard.Mode;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.rotation.RotationPlaybook;
import io.nightshift.rotation.RotationSpec;
import io.nightshift.rotation.action.SecretKinds;
import io.nightshift.rotation.engine.Credential;
import io.nightshift.rotation.runtime.ConsumerRestart;
import io.nightshift.rotation.runtime.CredentialSystems;
import io.nightshift.rotation.runtime.LeakedSecrets;
import io.nightshift.rotation.runtime.RotationActor;
import io.nightshift.rotation.runtime.RotationObserver;
import io.nightshift.rotation.runtime.SecretValue;
import io.nightshift.sandbox.simulation.PlanRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Secrets in memory, each with a system of its own that checks its credential. */
public final class RotationSandbox {

    public static final Origin HOME = Origin.aws("111122223333", "eu-central-1");

    /** Consumers of every kind that are up at once; an actor of the scene restarts them. */
    public static final Map<String, ConsumerRestart> CONSUMERS = SecretKinds.CONSUMERS.stream()
            .collect(Collectors.toMap(
                    kind -> kind,
                    kind -> ConsumerRestart.of(consumer -> new ConsumerRestart.Restart(
                            ActionExecution.refusing(ActionExecution.notFound(consumer.label())),
                            () -> consumer.name().contains("crashing") ? Health.UNWELL : Health.WELL))));

    public final InMemorySecrets secrets;
    private final Map<String, InMemoryCredentials> systems = new TreeMap<>();
    private final Runnable point;
    private LeakedSecrets leaks = LeakedSecrets.NONE;

    /** @param point called before and after each change */
    public RotationSandbox(Runnable point) {
        this.point = point;
        secrets = new InMemorySecrets(point);
    }

    /** A secret whose system is the only one of that engine. */
    public InMemoryCredentials add(String name, String engine) {
        var system = new InMemoryCredentials(engine, point);
        var credential = new Credential("app", "canary-0-" + name);
        system.user(credential);
        secrets.place(name, "v0", value(credential));
        systems.put(name, system);
        return system;
    }

    /** From now on a finder of leaks has these secrets. */
    public void leaks(LeakedSecrets found) {
        leaks = found;
    }

    public static Resource secret(String name) {
        return new Resource(HOME, Kinds.SECRET, name);
    }

    private static SecretValue value(Credential credential) {
        return SecretValue.of(Json.obj()
                .with("engine", "postgres")
                .with("host", "db.internal")
                .with("username", credential.user())
                .with("password", credential.secret().text())
                .text());
    }

    public InMemoryCredentials system(String name) {
        return Optional.ofNullable(systems.get(name)).orElseThrow(() -> new IllegalArgumentException(name));
    }

    public CredentialSystems systems() {
        return new CredentialSystems(List.of(secrets), List.copyOf(systems.values()));
    }

    public RotationActor actor(RandomGenerator random) {
        return new RotationActor(systems(), random);
    }

    public RotationObserver observer() {
        return new RotationObserver(systems(), CONSUMERS, alert -> leaks.of(alert));
    }

    /** A plan in the form in which the policy's section writes it. */
    public static Json.Obj plan(String engine, String strategy, Resource... consumers) {
        return Json.obj()
                .with("engine", engine)
                .with("strategy", strategy)
                .with("tls", "plaintext")
                .with(
                        "consumers",
                        Json.arr(java.util.Arrays.stream(consumers)
                                .map(Resource::toJson)
                                .toList()))
                .with("graceSeconds", 60)
                .with("proofSeconds", 60)
                .with("page", "ops");
    }

    /** A policy with one entry for each secret; {@code asks} says whether a rotation needs an approval. */
    public static PlanRules rules(Map<String, Json.Obj> plans, Mode mode, boolean asks, List<Freeze> freezes) {
        return new PlanRules(RotationPlaybook.NAME, RotationSpec.STAGE, plans, mode, asks, freezes);
    }
}
