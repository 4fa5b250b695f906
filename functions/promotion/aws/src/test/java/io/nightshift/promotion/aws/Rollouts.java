package io.nightshift.promotion.aws;

import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.act.Problem;
import io.nightshift.core.json.Json;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.promotion.answer.Preflight;
import io.nightshift.promotion.answer.Preflight.Finding;
import io.nightshift.promotion.sandbox.TargetUnderTest;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a promotion does to a stand, step by step. */
public final class Rollouts {

    public static final IdempotencyKey KEY = new IdempotencyKey("promotion-0123456789ab", 7);

    private Rollouts() {}

    /** The rollout as it is before the preflight. */
    public static Rollout blank(TargetUnderTest stand) {
        return new Rollout(stand.image(), TargetUnderTest.NEW, "", Json.obj(), stand.settings());
    }

    public static Preflight preflight(TargetUnderTest stand) throws CallFailed {
        return stand.platform().preflight(stand.target(), blank(stand));
    }

    public static List<String> problems(TargetUnderTest stand) throws CallFailed {
        return preflight(stand).problems().stream().map(Finding::code).toList();
    }

    public static Rollout ready(TargetUnderTest stand) throws CallFailed {
        return new Rollout(
                stand.image(), TargetUnderTest.NEW, "", preflight(stand).baseline(), stand.settings());
    }

    public static Rollout deploy(TargetUnderTest stand, Rollout rollout) throws CallFailed {
        var details = stand.platform().deploy(stand.target(), rollout, KEY);
        return new Rollout(
                rollout.image(),
                rollout.digest(),
                details.get("version") instanceof Json.Str(var version) ? version : "",
                rollout.baseline(),
                rollout.settings());
    }

    /** Deployed, and the platform has settled on it. */
    public static Rollout deployed(TargetUnderTest stand) throws CallFailed {
        var rollout = deploy(stand, ready(stand));
        stand.settle();
        return rollout;
    }

    public static Problem problem(ThrowingCallable call) {
        return Assertions.catchThrowableOfType(CallFailed.class, call).problem();
    }
}
