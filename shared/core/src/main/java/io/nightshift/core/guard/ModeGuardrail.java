package io.nightshift.core.guard;

/** Dry-run unless the policy says {@code act}. */
final class ModeGuardrail implements Guardrail {
    @Override
    public String name() {
        return "mode";
    }

    @Override
    public Verdict judge(Proposal act, Marks marks) {
        return switch (act.overrides().mode()) {
            case ACT -> allow("the rule may act");
            case DRY_RUN -> new Verdict.DryRun(name(), "the rule is in dry-run mode");
            case OBSERVE -> new Verdict.DryRun(name(), "the rule only observes");
        };
    }
}
