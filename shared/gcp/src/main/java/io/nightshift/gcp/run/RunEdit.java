package io.nightshift.gcp.run;

import com.google.cloud.run.v2.Service;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.core.signal.Resource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One edit of a Cloud Run service under its etag. The etag also changes with the service's status. So after a conflict the
 * service is read again, and the edit is repeated as long as the edited part is as before the act.
 *
 * @param done whether the service already has the desired state
 * @param untouched whether the edited part is still as before the act
 * @param edit sets the desired state
 * @param mask the edited fields
 */
public record RunEdit(
        RunCalls run,
        Resource target,
        Predicate<Service> done,
        Predicate<Service> untouched,
        Consumer<Service.Builder> edit,
        List<String> mask) {

    private static final int TRIES = 3;

    public Performed make() throws CallFailed {
        for (int attempt = 1; ; attempt++) {
            var live = run.service(target);
            if (live.isEmpty()) {
                return new Performed.NotDone(RunCalls.gone(target));
            }
            if (done.test(live.get())) {
                return ActionExecution.already();
            }
            if (!untouched.test(live.get())) {
                return ActionExecution.changedSince("the service");
            }
            var performed = ActionExecution.changing(() -> write(live.get()), this::isDone);
            if (!(performed instanceof Performed.NotDone(var problem)) || !moved(problem) || attempt == TRIES) {
                return performed;
            }
        }
    }

    private static boolean moved(Problem problem) {
        return problem.code().equals("ABORTED") && !problem.mayHaveHappened();
    }

    private Json.Obj write(Service live) throws CallFailed {
        var edited = live.toBuilder();
        edit.accept(edited);
        return Json.obj().with("operation", run.update(edited.build(), mask).getName());
    }

    private boolean isDone() throws CallFailed {
        return run.service(target).filter(done).isPresent();
    }

    public Probed probe() throws CallFailed {
        return ActionExecution.happened(isDone());
    }
}
