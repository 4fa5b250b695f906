package io.nightshift.remediation.action;

import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.signal.Cloud;
import io.nightshift.core.signal.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Recreates an instance of a managed instance group from its template. The API takes a request id. It refuses an
 * instance outside of any managed group.
 */
public record RecreateInstance(Resource target) implements GcpAction {

    public static final ActionType TYPE = new ActionType(
            "recreate-instance",
            "Recreates an instance of a managed instance group from its template.",
            Set.of(Resource.Kinds.GCE_INSTANCE),
            Repetition.TOKEN,
            true,
            false,
            Map.of(
                    Cloud.GCP,
                    List.of(
                            "compute.instances.get",
                            "compute.instanceGroupManagers.get",
                            "compute.instanceGroupManagers.update")),
            List.of(),
            (target, with) ->
                    new RecreateInstance(Read.aimed(target, "recreate-instance", Set.of(Resource.Kinds.GCE_INSTANCE))));

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public String sentence() {
        return "recreate instance " + target.name() + " in its group";
    }
}
