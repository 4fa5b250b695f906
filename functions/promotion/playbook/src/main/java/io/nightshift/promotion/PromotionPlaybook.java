package io.nightshift.promotion;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.run.Context;
import io.nightshift.core.run.Effect;
import io.nightshift.core.run.Fact;
import io.nightshift.core.run.Outcome;
import io.nightshift.core.run.Playbook;
import io.nightshift.core.run.Step;
import io.nightshift.core.signal.Signal;
import io.nightshift.promotion.plan.PromotionSpec;
import java.util.function.BiConsumer;

/**
 * Promotes an image from its registry through gates and stages to all traffic, or rolls it back. One run per service
 * is open at a time. At most one of its acts is in progress, and nothing is decided about it until its result is
 * known.
 */
public final class PromotionPlaybook implements Playbook<Promotion> {

    public static final String NAME = "promotion";

    /** The requester, if an event of a registry requested it. */
    public static final String A_PUSH = "a push";

    private final PromotionSteps.Entered entered;

    public PromotionPlaybook() {
        this.entered = (from, to) -> {};
    }

    /** @param watcher called for each transition, with the names of the phases */
    public PromotionPlaybook(BiConsumer<String, String> watcher) {
        this.entered = (from, to) -> watcher.accept(from.name(), to.name());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean begins(Signal signal) {
        return signal instanceof Signal.ImagePush || signal instanceof Signal.Request;
    }

    @Override
    public String cause(Signal signal, String rule) {
        return "service:" + rule;
    }

    @Override
    public Promotion start(Context context) {
        return Promotion.starting(context.now());
    }

    @Override
    public Json.Obj write(Promotion state) {
        return state.toJson();
    }

    @Override
    public Promotion read(View json) throws JsonException {
        return Promotion.fromJson(json);
    }

    @Override
    public Step<Promotion> decide(Promotion state, Fact fact, Context context) {
        try {
            return new PromotionMachine(PromotionSpec.read(context.plan()), context, entered).decide(state, fact);
        } catch (JsonException e) {
            return Step.of(
                    state.in(PromotionPhase.DONE),
                    new Effect.Finish(Outcome.FAILED, "it cannot go on: " + e.getMessage()));
        }
    }
}
