package io.nightshift.remediation.gcp.adapter;

import com.google.cloud.run.v2.Service;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.gcp.run.RunEdit;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.execution.Setting;
import java.util.List;
import java.util.Optional;

/** How many instances of a Cloud Run service run at least, on the level of the service: it takes effect at once. */
record RunMinimum(GcpApis apis, DeclaredAction act) implements Setting {

    @Override
    public Optional<State> read() throws CallFailed {
        return apis.run()
                .service(act.target())
                .map(service ->
                        State.of(service.getLabelsMap(), Json.of(minimum(service)), Json.of((long) act.number("min"))));
    }

    private static long minimum(Service service) {
        return service.getScaling().getMinInstanceCount();
    }

    @Override
    public void write(Json from, Json to) throws CallFailed {
        long was = Long.parseLong(((Json.Num) from).text());
        long wanted = Long.parseLong(((Json.Num) to).text());
        var edit = new RunEdit(
                apis.run(),
                act.target(),
                service -> minimum(service) == wanted,
                service -> minimum(service) == was,
                service -> service.getScalingBuilder().setMinInstanceCount((int) wanted),
                List.of("scaling.min_instance_count"));
        if (edit.make() instanceof Performed.NotDone(var problem)) {
            throw new CallFailed(problem);
        }
    }
}
