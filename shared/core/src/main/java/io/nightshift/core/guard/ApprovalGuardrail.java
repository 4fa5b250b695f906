package io.nightshift.core.guard;

/** Some acts need people's consent to exactly this plan. An undo is covered by the consent to what it takes back. */
final class ApprovalGuardrail implements Guardrail {
    @Override
    public String name() {
        return "approval";
    }

    @Override
    public Verdict judge(Proposal act, Marks marks) {
        var rule = act.belts().approval();
        if (rule.isEmpty()) {
            return allow("no approval is needed");
        }
        if (act.undo()) {
            return allow("the undo is covered by the approval of the act");
        }
        if (act.approvedHash().filter(act.planHash()::equals).isPresent()) {
            return allow("approved as plan " + act.planHash().substring(0, 12));
        }
        var approval = rule.get();
        return new Verdict.NeedApproval(
                name(),
                "%d of %s must approve within %s"
                        .formatted(
                                approval.needed(),
                                String.join(", ", approval.approvers()),
                                Spans.say(approval.within())),
                approval.approvers(),
                approval.needed(),
                approval.within());
    }
}
