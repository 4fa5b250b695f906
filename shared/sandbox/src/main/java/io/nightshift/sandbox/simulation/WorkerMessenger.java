package io.nightshift.sandbox.simulation;

import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Message;
import io.nightshift.core.act.Messenger;
import io.nightshift.core.act.Problem;
import io.nightshift.sandbox.world.World;
import java.util.Optional;

/** The channel for messages; the worker may die, and the channel may refuse. */
record WorkerMessenger(Simulation night) implements Messenger {

    @Override
    public Optional<Problem> tell(Message message, IdempotencyKey key) {
        var strike = night.chaos.at(FaultPoint.TELL);
        strike.ifPresent(one -> night.tell(one::says));
        var mishap = strike.map(Disturbance.Strike::mishap);
        if (mishap.filter(InjectedFault.DIES_BEFORE_TELL::equals).isPresent()) {
            throw new World.WorkerDied();
        }
        if (mishap.filter(InjectedFault.TELL_FAILS::equals).isPresent()) {
            return Optional.of(Problem.transientFault("Throttling", "the channel is busy"));
        }
        night.tell(() -> "told: " + message.title());
        night.watch.telling(message, key);
        var problem = night.world.tell(message, key);
        if (mishap.filter(InjectedFault.DIES_AFTER_TELL::equals).isPresent()) {
            throw new World.WorkerDied();
        }
        return problem;
    }
}
