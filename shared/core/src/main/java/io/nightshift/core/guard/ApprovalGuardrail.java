package io.nightshift.core.guard;

/**
 * Requires approval of exactly this plan for some acts, and for every act that is irreversible. The approval of an act
 * also covers its undo.
 */
final class ApprovalGuardrail implements Guardrail {
    @Override
    public String name() {
        return "approval";
    }

    @Override
    public Verdict judge(Proposal act, Marks marks) {
        var rule = act.overrides().approval();
        if (rule.isEmpty()) {
            return act.action().type().irreversible()
                    ? deny(act.action().type().name() + " is irreversible: its rule has to name approvers")
                    : allow("no approval is needed");
        }
        if (act.undo()) {
            return allow("the undo is covered by the approval of the act");
        }
        var approval = rule.get();
        if (consents(act, approval)) {
            return allow("approved as plan " + act.planHash().substring(0, 12));
        }
        return new Verdict.NeedApproval(
                name(),
                "%d of %s must approve within %s"
                        .formatted(
                                approval.needed(),
                                String.join(", ", approval.approvers()),
                                DurationText.say(approval.within())),
                approval.approvers(),
                approval.needed(),
                approval.within());
    }

    /** Consent does not count if its author is no longer an approver. */
    private static boolean consents(Proposal act, GuardrailSettings.Approval approval) {
        return act.agreed().stream()
                        .distinct()
                        .filter(approval.approvers()::contains)
                        .count()
                >= approval.needed();
    }
}
