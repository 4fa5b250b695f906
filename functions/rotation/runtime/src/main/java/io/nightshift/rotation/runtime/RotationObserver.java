package io.nightshift.rotation.runtime;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.rotation.RotationQuestions;
import io.nightshift.rotation.RotationQuestions.LoginAnswer;
import io.nightshift.rotation.RotationQuestions.RotationPreflight;
import io.nightshift.rotation.RotationRequest;
import io.nightshift.rotation.RotationSpec;
import io.nightshift.rotation.action.CredentialChange;
import io.nightshift.rotation.engine.Credential;
import io.nightshift.rotation.engine.LoginResult;
import io.nightshift.rotation.engine.SystemEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Answers the questions of a rotation; changes nothing. */
public final class RotationObserver implements Observer {

    private static final Set<String> NAMES = Set.of(
            RotationQuestions.PREFLIGHT.name(),
            RotationQuestions.NEW_LOGIN.name(),
            RotationQuestions.OLD_LOGIN.name(),
            RotationQuestions.OLD_USE.name());

    private static final String CONSUMER = RotationQuestions.CONSUMER.name();

    private final CredentialSystems systems;
    private final Map<String, ConsumerRestart> restarts;
    private final LeakedSecrets leaks;

    /** @param restarts by the kind of the consumer, what this host can restart */
    public RotationObserver(CredentialSystems systems, Map<String, ConsumerRestart> restarts, LeakedSecrets leaks) {
        this.systems = systems;
        this.restarts = Map.copyOf(restarts);
        this.leaks = leaks;
    }

    @Override
    public boolean observes(Query query) {
        return query.name().equals(CONSUMER)
                ? restarts.containsKey(query.subject().kind())
                : NAMES.contains(query.name()) && systems.covers(query.subject());
    }

    @Override
    public Observed observe(Query query) {
        try {
            if (query.name().equals(CONSUMER)) {
                return consumer(query.subject());
            }
            var with = View.of(query.with());
            var change = CredentialChange.read(with);
            if (query.name().equals(RotationQuestions.PREFLIGHT.name())) {
                return preflight(query.subject(), change, with.at("key").textOr(""));
            }
            var system = systems.of(query.subject(), change);
            if (query.name().equals(RotationQuestions.OLD_USE.name())) {
                return use(system, with);
            }
            boolean old = query.name().equals(RotationQuestions.OLD_LOGIN.name());
            return old ? oldLogin(system) : newLogin(system);
        } catch (CallFailed e) {
            return new Observed.NotSeen(e.problem());
        } catch (JsonException e) {
            return new Observed.NotSeen(Problem.permanent("Query", e.getMessage()));
        }
    }

    private Observed consumer(Resource consumer) throws CallFailed {
        var restart = Objects.requireNonNull(restarts.get(consumer.kind()));
        return new Observed.Seen(restart.state(consumer), Json.Obj.EMPTY);
    }

    /** A store that cannot be read may answer later; anything that is wrong with the secret is a problem with a fix. */
    private Observed preflight(Resource secret, CredentialChange change, String key) throws CallFailed, JsonException {
        var stored = systems.store(secret).describe(secret);
        var problems = new ArrayList<>(stored.problems());
        problems.addAll(consumers(change));
        // What cannot be compared may be ours.
        boolean ours = true;
        if (problems.isEmpty()) {
            try {
                var system = systems.of(secret, change);
                ours = isOurs(system.old(), key);
                system.probeValue();
                problems.addAll(checked(system));
            } catch (CallFailed e) {
                if (e.problem().retryable()) {
                    throw e;
                }
                problems.add(e.problem().message());
            }
        }
        var found = new RotationPreflight(stored.current(), stored.pending(), problems, ours);
        return new Observed.Seen(problems.isEmpty() ? Health.WELL : Health.UNWELL, found.toJson());
    }

    private boolean isOurs(SecretValue current, String key) throws CallFailed {
        if (key.isEmpty() || key.equals(RotationRequest.CURRENT)) {
            return true;
        }
        return key.startsWith(RotationRequest.GITHUB)
                ? current.contains(leaks.of(key.substring(RotationRequest.GITHUB.length())))
                : current.credential().user().equals(key);
    }

    private List<String> consumers(CredentialChange change) throws JsonException {
        return RotationSpec.read(change.spec()).consumers().stream()
                .filter(consumer -> !restarts.containsKey(consumer.kind()))
                .map(consumer -> "consumers: this host cannot restart " + consumer.label()
                        + "; rotate by a host that is connected to it, or remove it and restart it yourself")
                .toList();
    }

    private static List<String> checked(CredentialSystem system) throws CallFailed {
        return system.engine().check(system.target(Optional.empty())).problems().stream()
                .map(found -> found.field() + ": " + found.message() + "; " + found.fix())
                .toList();
    }

    private static Observed use(CredentialSystem system, View with) throws CallFailed, JsonException {
        var usage = system.engine().check(system.target()).usage();
        if (usage.isEmpty()) {
            return new Observed.NotSeen(Problem.transientFault("NoUsage", "the system does not say who uses it"));
        }
        long used = usage.get().sessions();
        if (system.engine().description().issues() && with.at("since").exists()) {
            var since = with.at("since").instant();
            used = usage.get().latest().filter(since::isBefore).isPresent() ? 1 : 0;
        }
        return new Observed.Seen(
                used == 0 ? Health.WELL : Health.UNWELL, Json.obj().with("sessions", used));
    }

    /** It has to work wherever applications log in, too. */
    private static Observed newLogin(CredentialSystem system) throws CallFailed {
        var credential = system.pendingOrFail().credential();
        Observed last = accepted(Optional.empty());
        for (var endpoint : endpoints(system)) {
            last = login(system, endpoint, credential);
            if (!(last instanceof Observed.Seen seen && seen.health() == Health.WELL)) {
                return last;
            }
        }
        return last;
    }

    /** One place that accepts it is enough for it to be alive. */
    private static Observed oldLogin(CredentialSystem system) throws CallFailed {
        Observed last = seen(Health.UNWELL, new LoginAnswer("nothing can be tested", Optional.empty()));
        for (var endpoint : endpoints(system)) {
            last = login(system, endpoint, system.old().credential());
            if (!(last instanceof Observed.Seen seen && seen.health() == Health.UNWELL)) {
                return last;
            }
        }
        return last;
    }

    private static List<SystemEndpoint> endpoints(CredentialSystem system) throws CallFailed {
        var places = new ArrayList<SystemEndpoint>();
        if (system.engine().description().testable()) {
            places.add(system.settings().endpoint(system.old()));
            system.settings().application(system.old()).ifPresent(places::add);
        }
        return places;
    }

    private static Observed login(CredentialSystem system, SystemEndpoint endpoint, Credential credential) {
        return switch (system.engine().login(endpoint, credential)) {
            case LoginResult.Accepted(var pooler) -> accepted(pooler);
            case LoginResult.Refused(var reason) -> seen(Health.UNWELL, new LoginAnswer(reason, Optional.empty()));
            case LoginResult.Unreachable(var reason) ->
                new Observed.NotSeen(Problem.transientFault("Unreachable", reason));
        };
    }

    private static Observed accepted(Optional<String> pooler) {
        return seen(Health.WELL, new LoginAnswer("", pooler));
    }

    private static Observed seen(Health health, LoginAnswer answer) {
        return new Observed.Seen(health, answer.toJson());
    }
}
