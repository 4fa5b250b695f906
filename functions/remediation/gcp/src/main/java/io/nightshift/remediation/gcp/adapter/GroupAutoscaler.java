package io.nightshift.remediation.gcp.adapter;

import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.View;
import io.nightshift.gcp.JsonRest.Call;
import io.nightshift.remediation.action.DeclaredAction;
import io.nightshift.remediation.action.GoogleActions;
import io.nightshift.remediation.action.WorkloadActions;
import io.nightshift.remediation.execution.ExecutionTable;
import io.nightshift.remediation.execution.Setting;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;

/**
 * Members of the policy of the autoscaler of a managed instance group. The group names its autoscaler, which is in the same zone or region.
 */
record GroupAutoscaler(GcpApis apis, DeclaredAction act, GoogleResource.Reader<State> policy) implements Setting {

    private static final Pattern NAME = Pattern.compile(".*/autoscalers/([a-z](?:[-a-z0-9]{0,61}[a-z0-9])?)");
    private static final String POLICY = "autoscalingPolicy";
    private static final String LEAST = "minNumReplicas";
    private static final String MODE = "mode";
    private static final String MOST = "maxNumReplicas";

    static ExecutionTable<GcpApis> table() {
        return new ExecutionTable<GcpApis>()
                .setting(
                        WorkloadActions.SET_AUTOSCALER_BOUNDS,
                        (apis, act) -> bounds(apis, act, now -> act.number("min"), now -> act.number("max")))
                .setting(
                        WorkloadActions.RAISE_AUTOSCALER_MAXIMUM,
                        (apis, act) -> bounds(apis, act, now -> now, now -> WorkloadActions.raised(act, now)))
                .setting(GoogleActions.PAUSE_AUTOSCALER, (apis, act) -> mode(apis, act, "OFF"))
                .setting(GoogleActions.RESUME_AUTOSCALER, (apis, act) -> mode(apis, act, "ON"));
    }

    private static GroupAutoscaler bounds(
            GcpApis apis, DeclaredAction act, IntUnaryOperator min, IntUnaryOperator max) {
        return new GroupAutoscaler(apis, act, policy -> {
            int least = (int) policy.at(LEAST).integerOr(0);
            int most = (int) policy.at(MOST).integerOr(0);
            int from = min.applyAsInt(least);
            int to = max.applyAsInt(most);
            return State.of(Map.of(), bounds(least, most), bounds(from, to))
                    .cannotIf(from > to, "its minimum %d would be greater than its maximum %d".formatted(from, to));
        });
    }

    private static GroupAutoscaler mode(GcpApis apis, DeclaredAction act, String wanted) {
        return new GroupAutoscaler(
                apis,
                act,
                policy -> State.of(
                        Map.of(),
                        Json.obj().with(MODE, policy.at(MODE).textOr("ON")),
                        Json.obj().with(MODE, wanted)));
    }

    @Override
    public Optional<State> read() throws CallFailed {
        var call = autoscaler();
        var found = call.isEmpty() ? Optional.<View>empty() : apis.rest().find(call.get());
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(GoogleResource.read(found.get(), autoscaler -> policy.read(autoscaler.at(POLICY))));
    }

    private static Json bounds(int least, int most) {
        return Json.obj().with(LEAST, least).with(MOST, most);
    }

    /** Empty if there is no such group. */
    private Optional<Call> autoscaler() throws CallFailed {
        var group =
                apis.rest().find(GoogleResource.compute(act.target(), place() + "/instanceGroupManagers/" + name()));
        if (group.isEmpty()) {
            return Optional.empty();
        }
        var url = NAME.matcher(GoogleResource.read(
                group.get(), json -> json.at("status", "autoscaler").textOr("")));
        if (!url.matches()) {
            throw new CallFailed(Problem.permanent("NoAutoscaler", act.target().label() + " has no autoscaler"));
        }
        return Optional.of(GoogleResource.compute(act.target(), place() + "/autoscalers/" + url.group(1)));
    }

    private String place() {
        var group = ComputeCalls.group(act.target());
        return (group.zonal() ? "zones/" : "regions/") + group.location();
    }

    private String name() {
        return ComputeCalls.group(act.target()).name();
    }

    @Override
    public void write(Json from, Json to) throws CallFailed {
        var found = autoscaler();
        if (found.isEmpty()) {
            throw new CallFailed(ActionExecution.notFound(act.target().label()));
        }
        var path = found.get().path();
        var scaler = path.substring(path.lastIndexOf('/') + 1);
        var patch = GoogleResource.compute(act.target(), place() + "/autoscalers")
                .asking(Map.of("autoscaler", scaler))
                .with("PATCH", Json.obj().with(POLICY, to));
        new GoogleResource(apis.rest(), act.target(), found.get()).change(patch);
    }
}
