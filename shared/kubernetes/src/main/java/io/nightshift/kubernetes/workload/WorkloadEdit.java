package io.nightshift.kubernetes.workload;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.CallFailed;
import io.nightshift.kubernetes.ObjectEdit;
import java.util.Optional;

/**
 * One change of a workload that makes new pods, as long as the pod template is as before the act.
 *
 * @param template the hash of the pod template before the act
 */
public record WorkloadEdit(
        LiveWorkload target,
        String template,
        ObjectEdit.Test<WorkloadState> done,
        ObjectEdit.Change<WorkloadState> change) {

    public Performed make() throws CallFailed {
        return edit().make();
    }

    public boolean isDone() throws CallFailed {
        return edit().isDone();
    }

    private ObjectEdit<WorkloadState> edit() {
        var kind = target.ref().kind();
        return new ObjectEdit<>(target.ref(), json -> WorkloadState.read(kind, json), done, this::refusal, change);
    }

    private Optional<Performed> refusal(WorkloadState live) {
        return live.template().hash().equals(template)
                ? live.cannot().map(why -> ActionExecution.not("Precondition", why))
                : Optional.of(ActionExecution.changedSince("the pod template of " + target.label()));
    }
}
