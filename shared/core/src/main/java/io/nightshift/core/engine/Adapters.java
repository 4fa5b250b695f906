package io.nightshift.core.engine;

import io.nightshift.core.act.Actor;
import io.nightshift.core.act.Observer;
import java.util.ArrayList;
import java.util.List;

/**
 * What acts and observes, in the order in which the engine asks: the first that performs an action, or observes a query, answers.
 */
public record Adapters(List<Actor> actors, List<Observer> observers) {

    public static final Adapters NONE = new Adapters(List.of(), List.of());

    public Adapters {
        actors = List.copyOf(actors);
        observers = List.copyOf(observers);
    }

    /** One adapter that does both. */
    public static <A extends Actor & Observer> Adapters of(A adapter) {
        return new Adapters(List.of(adapter), List.of(adapter));
    }

    public Adapters with(Observer observer) {
        return and(new Adapters(List.of(), List.of(observer)));
    }

    public Adapters with(Actor actor, Observer observer) {
        return and(new Adapters(List.of(actor), List.of(observer)));
    }

    /** These first, then the others. */
    public Adapters and(Adapters others) {
        return and(others.actors, others.observers);
    }

    /** These first, then the others. */
    public Adapters and(List<? extends Actor> moreActors, List<? extends Observer> moreObservers) {
        var allActors = new ArrayList<>(actors);
        allActors.addAll(moreActors);
        var allObservers = new ArrayList<>(observers);
        allObservers.addAll(moreObservers);
        return new Adapters(allActors, allObservers);
    }
}
