package io.nightshift.promotion.neutral.registry;

import io.nightshift.core.act.Observer;
import io.nightshift.core.act.Query;
import io.nightshift.core.json.JsonException;
import io.nightshift.promotion.neutral.gate.GateAnswer;
import io.nightshift.promotion.neutral.gate.GateQuestion;
import io.nightshift.promotion.neutral.gate.PublicKeys;
import io.nightshift.promotion.neutral.signature.ExpectedIdentity;
import io.nightshift.promotion.neutral.signature.SignatureClaim;
import io.nightshift.promotion.neutral.signature.TrustedKey;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The gate {@code signature}: one of cosign's signatures of the digest must be made by one of the given keys.
 *
 * <pre>{@code {kind: "signature", key: FILE | PEM, or keyFromEnv: VARIABLE, identity?: HOST/PATH | "*"}}</pre>
 *
 * <p>Not checked: Rekor (that the signature was published), Fulcio (signatures by a certificate instead of a key), time
 * stamps, whether the key was withdrawn. Without any signature, the gate is undecided.
 */
public record SignatureGate(Registries registries, PublicKeys keys) implements Observer {

    private static final int MOST_REASONS = 3;

    @Override
    public boolean observes(Query query) {
        return GateQuestion.isOf(query, "signature");
    }

    @Override
    public Observed observe(Query query) {
        return GateQuestion.answered(query, this::answer);
    }

    private Observed answer(GateQuestion question) throws JsonException {
        List<TrustedKey> trusted;
        try {
            trusted = TrustedKey.read(pem(question));
        } catch (TrustedKey.BadKey e) {
            return GateAnswer.closed("the key of the gate cannot be used: " + e.getMessage())
                    .seen();
        }
        var expected = new ExpectedIdentity(
                question.digest(),
                question.gate().at("identity").textOr(question.image().name()),
                trusted);
        var attached = new Referrers(registries.repository(question.image()), question.digest());
        return judge(expected, attached.claims());
    }

    private String pem(GateQuestion question) throws JsonException, TrustedKey.BadKey {
        var gate = question.gate();
        var name = gate.at("key").textOr("");
        if (name.startsWith("-----BEGIN ")) {
            return name;
        }
        var text = name.isEmpty() ? keys.variable(gate.at("keyFromEnv").nonBlank()) : keys.file(name);
        if (text.isEmpty()) {
            throw new JsonException(
                    name.isEmpty()
                            ? gate.at("keyFromEnv").path() + " names a variable that is not set"
                            : gate.at("key").path() + " names a file that is not there");
        }
        return text.get();
    }

    /** One valid signature is enough, whatever else is attached or could not be read. */
    private static Observed judge(ExpectedIdentity expected, Referrers.Found found) {
        var reasons = new LinkedHashSet<>(found.faults());
        for (var claim : found.claims()) {
            switch (claim.judge(expected)) {
                case SignatureClaim.Verdict.Signed(var by) -> {
                    return GateAnswer.open("signed by the key " + by.shown()).seen();
                }
                case SignatureClaim.Verdict.Worthless(var why) -> reasons.add(why);
            }
        }
        if (found.missed().isPresent()) {
            return new Observed.NotSeen(found.missed().get());
        }
        return reasons.isEmpty()
                ? GateAnswer.notYet("the image has no signature yet").seen()
                : closed(found.claims().size() + found.faults().size(), List.copyOf(reasons))
                        .seen();
    }

    private static GateAnswer closed(int signatures, List<String> reasons) {
        var head = signatures == 1
                ? "the one signature of the image does not count: "
                : "none of the " + signatures + " signatures of the image counts: ";
        return GateAnswer.closed(
                head + String.join("; ", reasons.stream().limit(MOST_REASONS).toList()));
    }
}
