package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.ActionType.Form;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.Optional;

/** Sets the minimum and maximum of a horizontal pod autoscaler, or raises the maximum up to a limit. */
public record SetAutoscalerBounds(Resource target, Optional<Integer> min, Optional<Integer> max, Optional<Raise> raise)
        implements RemediationAction {

    private static final int MOST = 10_000;

    public static final ActionType TYPE = ActionType.named(
                    "set-autoscaler-bounds",
                    "Sets the minimum and maximum of a horizontal pod autoscaler, or raises its maximum up to a limit.",
                    Repetition.CONVERGENT)
            .on(Kinds.K8S_AUTOSCALER)
            .undoable()
            .optional("min", Form.INTEGER, "The least number of replicas.")
            .optional("max", Form.INTEGER, "The greatest number of replicas.")
            .optional("by", Form.INTEGER, "How many replicas more, of the maximum; 1 where only `up-to` is set.")
            .optional("up-to", Form.INTEGER, "The maximum that `by` never exceeds, instead of `max`.")
            .readBy(SetAutoscalerBounds::read);

    private static SetAutoscalerBounds read(Resource target, View with) throws JsonException {
        boolean raises = with.at("up-to").exists();
        if (raises
                ? with.at("max").exists()
                : !with.at("max").exists() && !with.at("min").exists()) {
            throw with.wrong("min and max, or one of them, or up-to with by");
        }
        return new SetAutoscalerBounds(
                target,
                bound(with.at("min")),
                bound(with.at("max")),
                raises ? Optional.of(Raise.read(with)) : Optional.empty());
    }

    private static Optional<Integer> bound(View value) throws JsonException {
        return value.exists() ? Optional.of(Read.number(value, 1, MOST)) : Optional.empty();
    }

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Json.Obj with() {
        var with = raise.map(Raise::with).orElse(Json.obj());
        var bounded = min.map(number -> with.with("min", number)).orElse(with);
        return max.map(number -> bounded.with("max", number)).orElse(bounded);
    }

    @Override
    public String sentence() {
        return "set the bounds of autoscaler " + target.name()
                + min.map(number -> ", minimum " + number).orElse("")
                + max.map(number -> ", maximum " + number).orElse("")
                + raise.map(one -> ", maximum" + one.sentence()).orElse("");
    }
}
