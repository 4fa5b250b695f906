package io.nightshift.promotion;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.decode.Image;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.machine.Question;
import io.nightshift.promotion.answer.Preflight;
import io.nightshift.promotion.answer.Readiness;
import io.nightshift.promotion.answer.TrafficStatus;
import java.util.List;
import java.util.Optional;

/** The {@link PromotionQueries} of a promotion, with the types of their answers. */
final class PromotionQuestions {

    static final Question<ResolvedImage> IMAGE = new Question<>(PromotionQueries.IMAGE, ResolvedImage::read);
    static final Question<DigestStatus> DIGEST = new Question<>(PromotionQueries.DIGEST, DigestStatus::read);
    static final Question<String> GATE = reason(PromotionQueries.GATE);
    static final Question<Preflight> PREFLIGHT = new Question<>(PromotionQueries.PREFLIGHT, Preflight::read);
    static final Question<Readiness> DEPLOYED = new Question<>(PromotionQueries.DEPLOYED, Readiness::read);
    static final Question<TrafficStatus> EXPOSURE = new Question<>(PromotionQueries.EXPOSURE, TrafficStatus::read);

    /** The names of the alarms that fire. */
    static final Question<List<String>> ALARMS = new Question<>(
            PromotionQueries.ALARMS, (health, details) -> details.at("firing").strings());

    static final Question<View> ANALYSIS = new Question<>(PromotionQueries.ANALYSIS, (health, details) -> details);
    static final Question<String> CHECK = reason(PromotionQueries.CHECK);
    static final Question<String> JOB = reason(PromotionQueries.JOB);

    private PromotionQuestions() {}

    /** An answer that consists of one sentence; empty if the observer gives none. */
    private static Question<String> reason(String name) {
        return new Question<>(name, (health, details) -> details.at("reason").textOr(""));
    }

    /**
     * An image of a registry.
     *
     * @param digest empty if there is no such image
     * @param pushedAt empty if unknown
     * @param platforms empty if unknown
     * @param reason why there is no such image
     */
    record ResolvedImage(String digest, String pushedAt, Optional<Json> platforms, String reason) {

        private static ResolvedImage read(Health health, View details) throws JsonException {
            var platforms = details.at("platforms");
            return new ResolvedImage(
                    health == Health.WELL ? Image.digest(details.at("digest")) : "",
                    details.at("pushedAt").textOr(""),
                    platforms.exists() ? Optional.of(platforms.json()) : Optional.empty(),
                    details.at("reason").textOr("the registry does not have it"));
        }
    }

    /**
     * The digest ledger's entry for a digest.
     *
     * @param because why it is in quarantine
     * @param quarantined digests of the same image that are in quarantine
     */
    record DigestStatus(String because, List<String> quarantined) {

        private static DigestStatus read(Health health, View details) throws JsonException {
            return new DigestStatus(
                    details.at("because").textOr("the digest ledger cannot tell"),
                    details.at("quarantined").strings());
        }
    }
}
