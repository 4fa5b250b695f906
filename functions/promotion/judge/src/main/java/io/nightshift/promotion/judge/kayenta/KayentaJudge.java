package io.nightshift.promotion.judge.kayenta;

import io.nightshift.promotion.judge.Canary;
import io.nightshift.promotion.judge.Mode;
import io.nightshift.promotion.judge.Verdict;
import java.util.Optional;

/**
 * What Kayenta would say of a canary ({@code NetflixACAJudge-v1.0}, read at kayenta a69573b). Tolerance, confidence, looks
 * and the policy of a shortage mean nothing to it.
 */
public final class KayentaJudge {

    private KayentaJudge() {}

    public static Verdict judge(Canary canary) {
        var metrics = canary.metrics().stream().map(KayentaMetric::classify).toList();
        var scored = KayentaScore.of(
                metrics.stream().filter(one -> !one.metric().muted()).toList(), canary.groupWeights());
        return new Verdict(
                canary.id(),
                Mode.KAYENTA,
                metrics,
                scored.score(),
                canary.thresholds().outcome(scored.score()),
                scored.reason(),
                Optional.empty());
    }
}
