package io.nightshift.core.guard;

/** Some acts need people's consent to exactly this plan. An undo is covered by the consent to what it takes back. */
final class ApprovalGuardrail implements Guardrail {
    @Override
    public String name() {
        return "approval";
    }

    @Override
    public Verdict judge(Proposal act, Marks marks) {
        var rule = act.overrides().approval();
        if (rule.isEmpty()) {
            return allow("no approval is needed");
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

    /** A yes of someone who is not an approver any more does not count. */
    private static boolean consents(Proposal act, GuardrailSettings.Approval approval) {
        return act.agreed().stream()
                        .distinct()
                        .filter(approval.approvers()::contains)
                        .count()
                >= approval.needed();
    }
}
