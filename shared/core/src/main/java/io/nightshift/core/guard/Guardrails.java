package io.nightshift.core.guard;

import io.nightshift.core.json.JsonException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All guardrails. Each judges every act; the strongest verdict decides. */
public final class Guardrails {

    private static final List<Guardrail> ALL = List.of(
            new ModeGuardrail(),
            new PauseGuardrail(),
            new TagGuardrail(),
            new FreezeGuardrail(),
            new CoolDownGuardrail(),
            new RateGuardrail(),
            new BlastRadiusGuardrail(),
            new LockGuardrail(),
            new RecurrenceGuardrail(),
            new BreakerGuardrail(),
            new ApprovalGuardrail());

    private Guardrails() {}

    /** The names of all guardrails, in the order in which they answer. */
    public static List<String> names() {
        return ALL.stream().map(Guardrail::name).toList();
    }

    /** The keys of the marks that must be read before {@link #judge}. */
    public static Set<String> reads(Proposal act) {
        var keys = new LinkedHashSet<String>();
        if (act.settings().isPresent()) {
            ALL.forEach(guardrail -> keys.addAll(guardrail.reads(act)));
        }
        return keys;
    }

    /** Returns one verdict of each guardrail. A guardrail that cannot be evaluated denies. */
    public static Judgement judge(Proposal act, Marks marks) {
        if (act.settings().isEmpty()) {
            var gone = new Verdict.Deny(
                    "policy", "today's policy has no rule " + act.rule() + " for the environment of this run");
            return new Judgement(List.of(gone), gone, List.of());
        }
        var verdicts = new ArrayList<Verdict>();
        act.blind()
                .ifPresent(
                        why -> verdicts.add(new Verdict.Deny("live-state", "the look right before the act: " + why)));
        var claims = new ArrayList<Mark>();
        for (var guardrail : ALL) {
            try {
                verdicts.add(guardrail.judge(act, marks));
                claims.addAll(guardrail.claims(act, marks));
            } catch (JsonException | DateTimeException | ArithmeticException e) {
                verdicts.add(new Verdict.Deny(guardrail.name(), "it could not be evaluated: " + e.getMessage()));
            }
        }
        // The first of the strongest: a stable order, so that the decisive reason is the same in every replay.
        var decisive = verdicts.stream()
                .max(Comparator.comparingInt(Verdict::strength)
                        .thenComparing(
                                Comparator.comparingInt(verdicts::indexOf).reversed()))
                .orElseThrow();
        return new Judgement(verdicts, decisive, decisive instanceof Verdict.Allow ? claims : List.of());
    }

    /**
     * @param verdicts one of each guardrail
     * @param decisive the strongest
     * @param claims the marks to set with the act; empty unless it is allowed
     */
    public record Judgement(List<Verdict> verdicts, Verdict decisive, List<Mark> claims) {}
}
