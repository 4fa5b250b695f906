package io.nightshift.promotion.action;

import io.nightshift.core.act.Action;
import io.nightshift.core.act.ActionType;
import io.nightshift.core.act.Repetition;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import java.util.List;
import java.util.Map;

/**
 * Runs a verification job: invokes a Lambda function, or starts an execution of a Cloud Run job.
 * {@code details.execution} identifies the execution for {@code Queries.JOB}; a job that ends within the call returns
 * {@code details.state} {@code succeeded} or {@code failed} and {@code details.reason}.
 *
 * @param about the job's input: service, stage, image, digest
 */
public record RunJob(Resource target, Json.Obj about) implements Action {

    /** A Cloud Run job; name: its name. */
    public static final String RUN_JOB = "run:job";

    public static final ActionType TYPE = new ActionType(
            "run-verification-job",
            "Runs a job that says whether a version works.",
            TargetKinds.JOBS,
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
