package io.nightshift.kubernetes.workload;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.kubernetes.KubernetesScope;
import io.nightshift.kubernetes.ObjectEdit;
import io.nightshift.kubernetes.ObjectRef;
import io.nightshift.kubernetes.Patch;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Makes the External Secrets Operator copy a secret from its store now, by an annotation, in the same way as {@code kubectl
 * annotate es NAME force-sync=...}. The copy is complete when its refresh time is not before the annotation's.
 *
 * @see <a href="https://external-secrets.io/latest/introduction/faq/">External Secrets: FAQ</a>
 */
public record ExternalSecretRefresh(ObjectRef target, InstantSource clock) implements ActionExecution {

    private static final String FORCE_SYNC = "force-sync";

    /** Throws {@link CallFailed} if the object is out of scope. */
    public static ExternalSecretRefresh of(KubernetesScope scope, Resource secret, InstantSource clock)
            throws CallFailed {
        return new ExternalSecretRefresh(scope.object(secret), clock);
    }

    /**
     * @param act the key of the last act of Nightshift; empty if there was none
     * @param forced when a refresh was requested last, if a time is known
     * @param refreshed when the copy was refreshed last
     * @param ready the condition {@code Ready}: {@code True}, {@code False}; empty if the operator has not seen it yet
     */
    private record State(
            String version,
            String act,
            Optional<Instant> forced,
            Optional<Instant> refreshed,
            String ready,
            View labels) {

        static State read(View json) throws JsonException {
            var annotations = json.at("metadata", "annotations");
            var refreshed = json.at("status", "refreshTime");
            var ready = "";
            for (var condition : json.at("status", "conditions").items()) {
                ready = condition.at("type").text().equals("Ready")
                        ? condition.at("status").text()
                        : ready;
            }
            return new State(
                    json.at("metadata", "resourceVersion").text(),
                    annotations.at(PodTemplate.ACT).textOr(""),
                    time(annotations.at(FORCE_SYNC).textOr("")),
                    refreshed.exists() ? Optional.of(refreshed.instant()) : Optional.empty(),
                    ready,
                    json.at("metadata", "labels"));
        }

        /** People write any text there. */
        private static Optional<Instant> time(String text) {
            try {
                return Optional.of(Instant.parse(text));
            } catch (java.time.format.DateTimeParseException e) {
                return Optional.empty();
            }
        }

        Health health() {
            boolean fresh = refreshed.isPresent()
                    && forced.filter(refreshed.get()::isBefore).isEmpty();
            return ready.equals("False") ? Health.UNWELL : fresh && ready.equals("True") ? Health.WELL : Health.UNKNOWN;
        }
    }

    @Override
    public LiveState before() throws CallFailed {
        var found = target.find();
        return found.isEmpty()
                ? new LiveState.Unreadable(target.gone())
                : ActionExecution.found(
                        ObjectRef.read(
                                found.get(), json -> State.read(json).labels().texts()),
                        Json.Obj.EMPTY);
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) throws CallFailed {
        return edit(key).make();
    }

    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) throws CallFailed {
        return ActionExecution.happened(edit(key).isDone());
    }

    /** UNWELL if the operator cannot copy it, UNKNOWN until it has. */
    public Health state() throws CallFailed {
        return ObjectRef.read(target.get(), State::read).health();
    }

    private ObjectEdit<State> edit(IdempotencyKey key) {
        return new ObjectEdit<>(
                target,
                State::read,
                live -> live.act().equals(key.token()),
                live -> Optional.empty(),
                live -> Patch.annotations(
                        live.version(),
                        Json.obj()
                                .with(
                                        FORCE_SYNC,
                                        clock.instant()
                                                .truncatedTo(ChronoUnit.SECONDS)
                                                .toString())
                                .with(PodTemplate.ACT, key.token())));
    }
}
