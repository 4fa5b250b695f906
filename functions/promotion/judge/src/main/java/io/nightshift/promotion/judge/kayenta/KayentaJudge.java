package io.nightshift.promotion.judge.kayenta;

import io.nightshift.promotion.judge.Canary;
import io.nightshift.promotion.judge.CanaryVerdict;
import io.nightshift.promotion.judge.JudgeMode;
import java.util.Optional;

/**
 * Kayenta's verdict on a canary ({@code NetflixACAJudge-v1.0}, read at kayenta a69573b). It ignores tolerance, confidence,
 * looks and the policy for insufficient data.
 */
public final class KayentaJudge {

    private KayentaJudge() {}

    public static CanaryVerdict judge(Canary canary) {
        var metrics = canary.metrics().stream().map(KayentaMetric::classify).toList();
        var scored = KayentaScore.of(
                metrics.stream().filter(one -> !one.metric().muted()).toList(), canary.groupWeights());
        return new CanaryVerdict(
                canary.id(),
                JudgeMode.KAYENTA,
                metrics,
                scored.score(),
                canary.thresholds().outcome(scored.score()),
                scored.reason(),
                Optional.empty());
    }
}
