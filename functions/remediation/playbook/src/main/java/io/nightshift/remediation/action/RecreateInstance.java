package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;

/**
 * Recreates an instance of a managed instance group from its template. The API takes a request id. It refuses an
 * instance outside of any managed group.
 */
public record RecreateInstance(Resource target) implements RemediationAction {

    public static final ActionType TYPE = ActionType.named(
                    "recreate-instance",
                    "Recreates an instance of a managed instance group, or the machine of a node of GKE, from its template.",
                    Repetition.TOKEN)
            .on(Kinds.GCE_INSTANCE, Kinds.GKE_NODE)
            .disruptive()
            .needs(
                    Cloud.GCP,
                    "compute.instances.get",
                    "compute.instances.list",
                    "compute.instanceGroupManagers.get",
                    "compute.instanceGroupManagers.update")
            .withoutParameters(RecreateInstance::new);

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public String sentence() {
        return "recreate instance " + target.name() + " in its group";
    }
}
