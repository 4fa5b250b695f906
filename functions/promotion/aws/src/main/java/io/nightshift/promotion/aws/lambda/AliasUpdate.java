package io.nightshift.promotion.aws.lambda;

import io.nightshift.aws.AwsErrors;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.aws.rollout.RolloutFields;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.model.PreconditionFailedException;

/** Points an alias to versions, unless someone else changed it. */
record AliasUpdate(AliasedFunction function, Rollout rollout) {

    /** If the revision is outdated this often, someone else keeps changing the alias. */
    private static final int TRIES = 3;

    Json.Obj to(AliasRouting wanted) throws CallFailed {
        for (int tries = 1; tries <= TRIES; tries++) {
            var alias = function.read();
            var routing = AliasedFunction.routing(alias);
            if (routing.equals(wanted)) {
                return told(wanted);
            }
            onlyOurs(routing);
            if (set(wanted, alias.revisionId())) {
                return told(wanted);
            }
        }
        throw new CallFailed(Problem.transientFault("AliasBusy", "somebody else keeps changing the alias"));
    }

    private static Json.Obj told(AliasRouting routing) {
        return Json.obj().with("alias", routing.toString());
    }

    private void onlyOurs(AliasRouting routing) throws CallFailed {
        RolloutFields.baseline(rollout, "version");
        var others = others(routing, rollout);
        if (!others.isEmpty()) {
            throw RolloutFields.changed(
                    "the alias has " + routing + ": " + others + " is neither the baseline nor promoted");
        }
    }

    /** Other versions that may be invoked, including those with a weight of zero; empty if there are none. */
    static String others(AliasRouting routing, Rollout rollout) {
        var others = new TreeSet<>(routing.versions());
        others.removeAll(Set.of(rollout.version()));
        if (rollout.baseline().get("version") instanceof Json.Str(var baseline)) {
            others.remove(baseline);
        }
        return others.isEmpty() ? "" : "version " + String.join(", ", others);
    }

    /** Returns false if the alias was changed since it was read, possibly by an earlier attempt whose response was lost. */
    private boolean set(AliasRouting wanted, String revision) throws CallFailed {
        try {
            function.lambda()
                    .updateAlias(request -> request.functionName(function.function())
                            .name(function.alias())
                            .functionVersion(wanted.version())
                            .routingConfig(routing -> routing.additionalVersionWeights(wanted.weights()))
                            .revisionId(revision));
            return true;
        } catch (PreconditionFailedException e) {
            return false;
        } catch (SdkException e) {
            var problem = AwsErrors.whileChanging(e);
            if (problem.mayHaveHappened() && function.routing().equals(wanted)) {
                return true;
            }
            throw new CallFailed(problem);
        }
    }
}
