package io.nightshift.core.guard;

import io.nightshift.core.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A guardrail's verdict about one act; the reason is one human-readable sentence. */
public sealed interface Verdict {

    String guardrail();

    String reason();

    record Allow(String guardrail, String reason) implements Verdict {}

    /** Do everything but the act itself. */
    record DryRun(String guardrail, String reason) implements Verdict {}

    /**
     * Act only if {@code needed} of the approvers agree, before {@code within} has passed; the two-person rule is
     * needed = 2.
     */
    record NeedApproval(String guardrail, String reason, List<String> approvers, int needed, Duration within)
            implements Verdict {
        public NeedApproval {
            approvers = List.copyOf(approvers);
        }
    }

    /** Do not act now; ask again at that time. */
    record Defer(String guardrail, String reason, Instant until) implements Verdict {}

    record Deny(String guardrail, String reason) implements Verdict {

        /** Reports whether it also denies what comes next, until a human ends it; the reason says since when. */
        public boolean stands() {
            return guardrail.equals(BreakerGuardrail.NAME) || guardrail.equals(PauseGuardrail.NAME);
        }
    }

    /** {@code allow}, {@code dry-run}, {@code need-approval}, {@code defer}, {@code deny}. */
    default String kind() {
        return switch (this) {
            case Allow ignored -> "allow";
            case DryRun ignored -> "dry-run";
            case NeedApproval ignored -> "need-approval";
            case Defer ignored -> "defer";
            case Deny ignored -> "deny";
        };
    }

    /** The stronger verdict decides; a dry run never asks approvers about an act that will not be performed. */
    default int strength() {
        return switch (this) {
            case Allow ignored -> 0;
            case NeedApproval ignored -> 1;
            case DryRun ignored -> 2;
            case Defer ignored -> 3;
            case Deny ignored -> 4;
        };
    }

    default Json.Obj toJson() {
        var json = Json.obj()
                .with("guardrail", guardrail())
                .with("verdict", kind())
                .with("reason", reason());
        return switch (this) {
            case Defer defer -> json.with("until", defer.until().toString());
            case NeedApproval need ->
                json.with("approvers", Json.strings(need.approvers()))
                        .with("needed", need.needed())
                        .with("within", need.within().toString());
            case Allow ignored -> json;
            case DryRun ignored -> json;
            case Deny ignored -> json;
        };
    }
}
