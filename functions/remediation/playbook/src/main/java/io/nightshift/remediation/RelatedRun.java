package io.nightshift.remediation;

import io.nightshift.core.json.Json;
import io.nightshift.core.run.Context;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.util.Map;

/** The request by which a run begins another one of its rule, for a further target of a rung. */
final class RelatedRun {

    private RelatedRun() {}

    /** One request for each run and target: whatever asks for it again is a duplicate. */
    static Signal.Request request(
            Context context, Plan plan, Report report, int rung, RungTarget.Related aim, Resource target) {
        var run = context.key().id().value();
        var header = new Signal.Header(
                new SignalId(run + "/target/" + target), "nightshift", context.now(), target, Map.of());
        var what = Json.obj()
                .with(
                        "title",
                        report.title() + ", as one of the " + aim.relation().id() + " of "
                                + context.key().subject().label())
                .with("about", report.about())
                .with("environment", plan.environment())
                .with(
                        "parameters",
                        Json.arr(plan.ladder().stream().map(Plan.Rung::with).toList()))
                .with("rung", rung)
                .with("target", aim.json());
        return new Signal.Request(header, context.rule(), what, run);
    }

    /** What was reported about the subject of the run that asks, in short. */
    static Json.Obj about(Signal.Request request) {
        return request.what().get("about") instanceof Json.Obj about
                ? about.with("subject", request.subject().toJson())
                : Json.obj();
    }

    static String title(Signal.Request request) {
        return text(request, "title");
    }

    private static String text(Signal.Request request, String name) {
        return request.what().get(name) instanceof Json.Str(var text) ? text : "";
    }
}
