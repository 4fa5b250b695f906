package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.ActionType.Form;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.Optional;

/**
 * Sets the replicas of a deployment or stateful set: to a number, or so many more up to a limit. The new number is computed
 * from the one before the act, so a repetition sets the same number again.
 */
public record ScaleDeployment(Resource target, Optional<Integer> replicas, Optional<Raise> raise)
        implements RemediationAction {

    private static final int MOST = 10_000;

    public static final ActionType TYPE = ActionType.named(
                    "scale-deployment",
                    "Sets the replicas of a deployment or stateful set, or raises them up to a limit.",
                    Repetition.CONVERGENT)
            .on(Kinds.K8S_DEPLOYMENT, Kinds.GKE_DEPLOYMENT, Kinds.K8S_STATEFUL_SET, Kinds.GKE_STATEFUL_SET)
            .undoable()
            .needs(
                    Cloud.GCP,
                    "container.deployments.get",
                    "container.deployments.update",
                    "container.statefulSets.get",
                    "container.statefulSets.update",
                    "container.horizontalPodAutoscalers.list")
            .optional("replicas", Form.INTEGER, "The number of replicas; 0 stops all of them.")
            .optional("by", Form.INTEGER, "How many replicas more, instead of a number; 1 where only `up-to` is set.")
            .optional("up-to", Form.INTEGER, "The number that `by` never exceeds.")
            .readBy(ScaleDeployment::read);

    private static ScaleDeployment read(Resource target, View with) throws JsonException {
        var replicas = with.at("replicas");
        if (replicas.exists() == with.at("up-to").exists()) {
            throw with.wrong("either replicas, or up-to with by");
        }
        return replicas.exists()
                ? new ScaleDeployment(target, Optional.of(Read.number(replicas, 0, MOST)), Optional.empty())
                : new ScaleDeployment(target, Optional.empty(), Optional.of(Raise.read(with)));
    }

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Json.Obj with() {
        return replicas.map(number -> Json.obj().with("replicas", number))
                .orElseGet(() -> raise.map(Raise::with).orElse(Json.obj()));
    }

    @Override
    public String sentence() {
        return "scale " + target.name()
                + replicas.map(number -> " to " + number)
                        .orElseGet(() -> raise.map(Raise::sentence).orElse(""));
    }
}
