package io.nightshift.promotion;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.machine.TablePlaybook;
import io.nightshift.core.run.Context;
import io.nightshift.core.signal.Signal;
import io.nightshift.promotion.plan.PromotionSpec;
import java.util.function.BiConsumer;

/**
 * Promotes an image from its registry through gates and stages to all traffic, or rolls it back. One run per service
 * is open at a time. At most one of its acts is in progress, and nothing is decided about it until its result is
 * known.
 */
public final class PromotionPlaybook extends TablePlaybook<PromotionPhase, Promotion> {

    public static final String NAME = "promotion";

    /** The requester, if an event of a registry requested it. */
    public static final String A_PUSH = "a push";

    public PromotionPlaybook() {
        this((from, to) -> {});
    }

    /** @param watcher called for each transition, with the names of the phases */
    public PromotionPlaybook(BiConsumer<String, String> watcher) {
        super(NAME, PromotionTable.TABLE, watcher);
    }

    @Override
    protected PromotionMachine machine(Context context) throws JsonException {
        return new PromotionMachine(PromotionSpec.read(context.plan()), context);
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
    public Promotion read(View json) throws JsonException {
        return Promotion.fromJson(json);
    }
}
