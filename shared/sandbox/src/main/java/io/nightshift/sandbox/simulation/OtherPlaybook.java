package io.nightshift.sandbox.simulation;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Context;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Playbook;
import io.nightshift.core.run.Step;
import io.nightshift.core.signal.Signal;
import java.util.Optional;

/** A playbook that delegates to another everything that it does not override. */
public interface OtherPlaybook<S> extends Playbook<S> {

    Playbook<S> playbook();

    @Override
    default String name() {
        return playbook().name();
    }

    @Override
    default boolean begins(Signal signal) {
        return playbook().begins(signal);
    }

    @Override
    default Optional<String> condition(Signal signal) {
        return playbook().condition(signal);
    }

    @Override
    default String cause(Signal signal, String rule) {
        return playbook().cause(signal, rule);
    }

    @Override
    default S start(Context context) {
        return playbook().start(context);
    }

    @Override
    default Step<S> decide(S state, Fact fact, Context context) {
        return playbook().decide(state, fact, context);
    }

    @Override
    default Json.Obj write(S state) {
        return playbook().write(state);
    }

    @Override
    default S read(View json) throws JsonException {
        return playbook().read(json);
    }
}
