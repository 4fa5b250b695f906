package io.nightshift.promotion.action;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs a verification job: invokes a Lambda function, or starts an execution of a Cloud Run job. {@code details.execution} names
 * what {@code Looks.JOB} then asks about; a job that ends within the call says {@code details.state} {@code succeeded} or
 * {@code failed} and {@code details.reason}.
 *
 * @param about what the job is told: service, stage, image, digest
 */
public record RunJob(Resource target, Json.Obj about) implements Action {

    /** A job of Cloud Run; name: its name. */
    public static final String RUN_JOB = "run:job";

    public static final ActionType TYPE = new ActionType(
            "run-verification-job",
            "Runs a job that says whether a version works.",
            Set.of(Kinds.LAMBDA_FUNCTION, RUN_JOB),
            Repetition.PROBE,
            false,
            false,
            Map.of(),
            List.of(),
            (target, with) -> new RunJob(target, with.at("about").object()));

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Json.Obj with() {
        return Json.obj().with("about", about);
    }

    @Override
    public String sentence() {
        return "run the verification job " + target.label();
    }
}
