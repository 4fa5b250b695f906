package io.nightshift.sandbox.simulation;

import io.nightshift.sandbox.simulation.Disturbance.Strike;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides at each passage of a point whether a fault occurs there. */
final class FaultInjector {

    private final Map<FaultPoint, Map<Integer, Strike>> strikes = new EnumMap<>(FaultPoint.class);
    private final Map<FaultPoint, Integer> passages = new EnumMap<>(FaultPoint.class);
    private int struck;
    private boolean over;

    FaultInjector(List<Disturbance> disturbances) {
        for (var one : disturbances) {
            if (one instanceof Strike strike) {
                strikes.computeIfAbsent(strike.mishap().point, ignored -> new HashMap<>())
                        .putIfAbsent(strike.nth(), strike);
            }
        }
    }

    Optional<Strike> at(FaultPoint point) {
        if (over) {
            return Optional.empty();
        }
        int nth = passages.merge(point, 1, Integer::sum);
        var here = strikes.getOrDefault(point, Map.of());
        var strike = Optional.ofNullable(here.get(nth)).or(() -> Optional.ofNullable(here.get(Strike.ALWAYS)));
        struck += strike.isPresent() ? 1 : 0;
        return strike;
    }

    int struck() {
        return struck;
    }

    /** From now on no fault occurs. */
    void end() {
        over = true;
    }
}
