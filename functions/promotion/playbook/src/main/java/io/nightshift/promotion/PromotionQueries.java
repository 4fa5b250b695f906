package io.nightshift.promotion;

/**
 * The queries of a promotion to the environment. Each response is {@code WELL}, {@code UNWELL} or {@code UNKNOWN}
 * with details, or the reason why the query failed; queries change nothing. For a target, {@code with} contains
 * {@code image}, {@code digest}, {@code version}, {@code baseline} and {@code settings}, as in
 * {@link io.nightshift.promotion.action.Rollout}.
 */
public final class PromotionQueries {

    /**
     * The image that a tag names. Subject: the repository. With: {@code image} and {@code tag} or {@code digest}.
     * {@code WELL}: details {@code digest}, {@code pushedAt} (empty if unknown), {@code platforms}
     * ({@code ["linux/amd64"]}, empty if unknown). {@code UNWELL}: there is no such image (deleted), details
     * {@code reason}.
     */
    public static final String IMAGE = "image";

    /**
     * The newest image. Subject: the repository. With: {@code image}, {@code tags} (a glob that one of its tags must
     * match), {@code against} (digests whose age is also requested). {@code WELL}: details as in
     * {@link io.nightshift.promotion.sweep.NewestImage}. {@code UNWELL}: no tag matches, or there is no such
     * repository; {@code UNKNOWN}: the newest cannot be determined; both with details {@code reason}.
     */
    public static final String NEWEST = "newest";

    /**
     * The digest ledger's entry for a digest. Subject: the repository. With: {@code service}, {@code image},
     * {@code digest}. {@code WELL}: the digest is not in quarantine. {@code UNWELL}: it is; details {@code because},
     * {@code since}. Details always: {@code proven}, the digests that are known good for the service, and
     * {@code quarantined}, some of the image's digests in quarantine; both latest first.
     */
    public static final String DIGEST = "book";

    /**
     * The decision of a gate about an image. Subject: the repository. With: {@code service}, {@code stage},
     * {@code image}, {@code digest}, {@code gate} (the gate's own description), {@code pushedAt}, {@code targets}
     * (resources). {@code WELL}: open. {@code UNWELL}: closed. {@code UNKNOWN}: undecided (a scan is running, the
     * image is too young). Details: {@code reason}, one sentence with the numbers.
     */
    public static final String GATE = "gate";

    /**
     * The preflight: whether a promotion can begin on a target. Details: {@code baseline} (see
     * {@link io.nightshift.promotion.action.Rollout#baseline}), {@code percent} (the digest's share of the traffic
     * now), {@code problems}: {@code [{code, message, passing}]}, empty when {@code WELL}. {@code passing} says that
     * waiting may help (another deployment in progress) or not (weights left over from a stopped deployment, an
     * impossible rollback, an image without the target's platform; {@code with} contains {@code platforms},
     * {@code shares}, {@code bakes}). {@code baselineDown} (text; omitted if the baseline serves, or if the platform
     * cannot tell).
     */
    public static final String PREFLIGHT = "preflight";

    /**
     * The readiness of a deployed version. {@code WELL}: ready and healthy; {@code UNKNOWN}: in progress;
     * {@code UNWELL}: failed, details {@code reason} and {@code cause}: {@code version}, {@code start} or
     * {@code image}, as in {@link io.nightshift.promotion.answer.Readiness.Cause} (if omitted: {@code version}).
     */
    public static final String DEPLOYED = "deployed";

    /**
     * The distribution of the traffic. Details: {@code percent} of the promoted digest, {@code others} (text; empty
     * if only it and its baseline have a share), {@code idle} (text; omitted if no part of it runs without a share),
     * {@code versionDown} and {@code baselineDown} (text, why a version with a share does not serve; omitted if it
     * serves). {@code UNKNOWN}: the platform is changing the shares.
     */
    public static final String EXPOSURE = "exposure";

    /**
     * The state of alarms. With: {@code alarms}: {@code [{source, name}]}. {@code WELL}: all are quiet.
     * {@code UNWELL}: details {@code firing}: names.
     */
    public static final String ALARMS = "alarms";

    /**
     * The metrics of both versions. With also: {@code source} (the same for all metrics of one query), {@code since}
     * and {@code until} (instants) for the version, {@code controlSince} and {@code controlUntil} for its baseline,
     * {@code stepSeconds}, {@code percent}, {@code metrics} (the descriptions, each with {@code name}, {@code source}
     * and {@code query}). Always {@code WELL}; details {@code metrics}: {@code [{name, experiment: [..], control:
     * [..]}]}, points in the judge's form: a number, {@code null}, or {@code {count, of}}.
     */
    public static final String ANALYSIS = "analysis";

    /** One HTTP check. With: {@code url}, {@code expect} (status), {@code contains}, {@code header}. Details {@code reason}. */
    public static final String CHECK = "check";

    /**
     * A verification job. Subject: the job. With: {@code execution}. {@code UNKNOWN}: it is running. Details
     * {@code reason}.
     */
    public static final String JOB = "job";

    private PromotionQueries() {}
}
