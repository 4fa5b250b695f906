package io.nightshift.core.engine;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionCatalogue;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Actor;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Problem;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Ledger;
import io.nightshift.core.ledger.Timers;
import io.nightshift.core.run.Playbook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The ports that the engine uses. */
public record Ports(
        Ledger ledger,
        Timers timers,
        Rules rules,
        List<Playbook<?>> playbooks,
        ActionCatalogue catalogue,
        List<Actor> actors,
        List<Observer> observers,
        Messenger messenger,
        EngineHost host,
        EngineLimits limits) {

    public Ports {
        playbooks = List.copyOf(playbooks);
        actors = List.copyOf(actors);
        observers = List.copyOf(observers);
    }

    /** What every engine needs; functions, adapters and the rest are added. */
    public static Builder of(Ledger ledger, Timers timers, Rules rules, EngineHost host) {
        return new Builder(ledger, timers, rules, host);
    }

    /** Adds adapters in the order in which the engine asks them. */
    public static final class Builder {

        private final Ledger ledger;
        private final Timers timers;
        private final Rules rules;
        private final EngineHost host;
        private final List<Playbook<?>> playbooks = new ArrayList<>();
        private final List<ActionType> actions = new ArrayList<>();
        private Adapters adapters = Adapters.NONE;
        private Messenger messenger = Messenger.NONE;
        private EngineLimits limits = EngineLimits.DEFAULT;

        private Builder(Ledger ledger, Timers timers, Rules rules, EngineHost host) {
            this.ledger = ledger;
            this.timers = timers;
            this.rules = rules;
            this.host = host;
        }

        public Builder function(FunctionModule function) {
            actions.addAll(function.actions().types());
            playbooks.add(function.playbook());
            return adapters(function.adapter()
                    .map(adapter -> adapter.of(ledger, host, rules.hash()))
                    .orElse(Adapters.NONE));
        }

        /** Decorated playbooks, as the simulation and tests have them. */
        public Builder playbooks(Collection<? extends Playbook<?>> decided, ActionCatalogue held) {
            playbooks.addAll(decided);
            actions.addAll(held.types());
            return this;
        }

        public Builder functions(Collection<FunctionModule> functions) {
            functions.forEach(this::function);
            return this;
        }

        public Builder adapters(Adapters more) {
            adapters = adapters.and(more);
            return this;
        }

        /** Without one nobody is told anything. */
        public Builder messenger(Messenger channel) {
            messenger = channel;
            return this;
        }

        public Builder limits(EngineLimits others) {
            limits = others;
            return this;
        }

        public Ports build() {
            return new Ports(
                    ledger,
                    timers,
                    rules,
                    playbooks,
                    new ActionCatalogue(actions),
                    adapters.actors(),
                    adapters.observers(),
                    messenger,
                    host,
                    limits);
        }
    }

    /**
     * Reports whether this engine decides such runs; several functions share a ledger, each with its own playbooks.
     */
    boolean plays(String name) {
        return playbooks.stream().anyMatch(playbook -> playbook.name().equals(name));
    }

    Playbook<?> playbook(String name) {
        return playbooks.stream()
                .filter(playbook -> playbook.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no playbook is named " + name));
    }

    Actor.LiveState before(Action action) {
        try {
            for (var actor : actors) {
                if (actor.performs(action)) {
                    return actor.before(action);
                }
            }
        } catch (RuntimeException e) {
            return new Actor.LiveState.Unreadable(bug("before", e));
        }
        return new Actor.LiveState.Unreadable(nobody(action));
    }

    Actor.Performed perform(Action action, IdempotencyKey key, Json.Obj capsule) {
        try {
            for (var actor : actors) {
                if (actor.performs(action)) {
                    return actor.perform(action, key, capsule);
                }
            }
        } catch (RuntimeException e) {
            return new Actor.Performed.NotDone(bug("perform", e));
        }
        return new Actor.Performed.NotDone(nobody(action));
    }

    Actor.Probed probe(Action action, IdempotencyKey key, Json.Obj capsule) {
        try {
            for (var actor : actors) {
                if (actor.performs(action)) {
                    return actor.probe(action, key, capsule);
                }
            }
        } catch (RuntimeException e) {
            host.trouble(bug("probe", e).message());
        }
        return Actor.Probed.UNKNOWN;
    }

    /**
     * Returns the response of the first observer that can answer the query; a problem if none can, or if one throws.
     */
    public Observer.Observed observe(Query query) {
        try {
            for (var observer : observers) {
                if (observer.observes(query)) {
                    return observer.observe(query);
                }
            }
        } catch (RuntimeException e) {
            return new Observer.Observed.NotSeen(bug("observe", e));
        }
        return new Observer.Observed.NotSeen(Problem.permanent(
                "NoObserver",
                "nothing here can observe the " + query.name() + " of "
                        + query.subject().label()));
    }

    private static Problem nobody(Action action) {
        return Problem.permanent(
                "NoActor",
                "nothing here can perform " + action.type().name() + " on "
                        + action.target().label());
    }

    /** Adapters return values for provider responses; an exception is a bug, and its text may contain anything. */
    private static Problem bug(String call, RuntimeException e) {
        return Problem.uncertain("AdapterBug", call + " threw " + e.getClass().getSimpleName());
    }
}
