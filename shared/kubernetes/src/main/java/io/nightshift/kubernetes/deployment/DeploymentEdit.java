package io.nightshift.kubernetes.deployment;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.CallFailed;
import io.nightshift.kubernetes.KubernetesErrors;
import io.nightshift.kubernetes.Patch;
import java.util.Optional;

/**
 * One change of a deployment under its resource version. That version also changes with the status, which happens constantly
 * while pods crash: the change is repeated as long as the pod template is as before the act.
 *
 * @param template the hash of the pod template before the act
 */
public record DeploymentEdit(LiveDeployment target, String template, Done done, Change change) {

    private static final int TRIES = 5;

    /** Reports whether a deployment has the desired state. */
    @FunctionalInterface
    public interface Done {
        boolean test(Deployment live) throws CallFailed;
    }

    /** The change that sets the desired state. */
    @FunctionalInterface
    public interface Change {
        Patch of(Deployment live) throws CallFailed;
    }

    public Performed make() throws CallFailed {
        for (int attempt = 1; ; attempt++) {
            var live = target.get();
            if (done.test(live)) {
                return ActionExecution.already();
            }
            if (!live.template().hash().equals(template)) {
                return ActionExecution.changedSince("the pod template of deployment " + target);
            }
            var cannot = live.cannot();
            if (cannot.isPresent()) {
                return ActionExecution.not("Precondition", cannot.get());
            }
            var patch = change.of(live);
            var performed = ActionExecution.changing(() -> target.patch(patch), this::isDone);
            if (!moved(performed) || attempt == TRIES) {
                return performed;
            }
        }
    }

    private static boolean moved(Performed performed) {
        return performed instanceof Performed.NotDone(var problem)
                && problem.code().equals(KubernetesErrors.CONFLICT);
    }

    public boolean isDone() throws CallFailed {
        Optional<Deployment> live = target.find();
        return live.isPresent() && done.test(live.get());
    }
}
