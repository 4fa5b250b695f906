package io.nightshift.local.host;

import io.nightshift.core.act.Actor;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.act.Observer;
import io.nightshift.policy.Policy;
import java.util.List;
import java.util.Map;

/** What this machine's environment connects to: the actors, observers and channels that it gives the engine. */
public record Connections(List<Actor> actors, List<Observer> observers) {

    public static Connections of(Map<String, String> environment) {
        return new Connections(List.of(), List.of());
    }

    Map<String, Messenger> channels(Policy policy) {
        return Map.of();
    }
}
