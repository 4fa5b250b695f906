package io.nightshift.promotion.nginx;

import io.nightshift.core.engine.Ports;
import io.nightshift.core.guard.Guardrails;
import io.nightshift.core.guard.MarkKeys;
import io.nightshift.core.guard.Marks;
import io.nightshift.core.guard.Proposal;
import io.nightshift.core.guard.Verdict;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.ledger.LedgerException;
import io.nightshift.core.run.RunId;
import io.nightshift.core.run.Status;
import io.nightshift.core.signal.Resource;
import io.nightshift.promotion.PromotionPlaybook;
import io.nightshift.promotion.action.Deploy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether a serving version may be restarted. The policy's mode and pauses apply. Freezes do not: like a rollback, a
 * restart restores the earlier state. An open promotion of that version decides itself.
 */
record RestartPermission(Ports ports) {

    private static final Set<String> ASKED = Set.of("policy", "mode", "pause");

    /** Why not; empty if it may. */
    Optional<String> refusal(String service, Deploy restart) {
        return guardrails(service, restart)
                .or(() -> promotion(restart.target(), restart.rollout().digest()));
    }

    private Optional<String> guardrails(String service, Deploy restart) {
        var proposal = new Proposal(
                "restart",
                PromotionPlaybook.NAME,
                service,
                restart,
                true,
                "",
                List.of(),
                ports.rules().settings(service, ""),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                ports.host().instant());
        return Guardrails.judge(proposal, marks(Guardrails.reads(proposal))).verdicts().stream()
                .filter(verdict -> ASKED.contains(verdict.guardrail()) && !(verdict instanceof Verdict.Allow))
                .map(Verdict::reason)
                .findFirst();
    }

    private Marks marks(Set<String> keys) {
        var values = new HashMap<String, Json.Obj>();
        ports.ledger().markers(keys).forEach((key, mark) -> values.put(key, mark.value()));
        return new Marks(values);
    }

    /** The run that holds the lock on the target, if it is about that version. */
    private Optional<String> promotion(Resource target, String digest) {
        var key = MarkKeys.lock(target.toString());
        try {
            for (var mark : ports.ledger().markers(Set.of(key)).values()) {
                var id = new RunId(View.of(mark.value()).at("run").textOr(""));
                var run = ports.ledger().run(id).filter(open -> open.status() != Status.FINISHED);
                if (run.isPresent()
                        && View.of(run.get().state())
                                .at("wish", "digest")
                                .textOr("")
                                .equals(digest)) {
                    return Optional.of("the open promotion " + id + " decides about it");
                }
            }
            return Optional.empty();
        } catch (JsonException e) {
            throw new LedgerException("the lock of " + target.label() + " cannot be read", false, e);
        }
    }
}
