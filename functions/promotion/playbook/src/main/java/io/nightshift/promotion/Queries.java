package io.nightshift.promotion;

/**
 * What a promotion asks of the environment. Each answer is {@code WELL}, {@code UNWELL} or {@code UNKNOWN} with
 * details, or the reason why it could not be asked; nothing here changes anything. {@code with} of those on a target
 * has {@code image}, {@code digest}, {@code version}, {@code baseline} and {@code settings}, as
 * {@link io.nightshift.promotion.action.Rollout} has them.
 */
public final class Queries {

    /**
     * What a tag names. Subject: the repository. With: {@code image} and {@code tag} or {@code digest}. {@code WELL}:
     * details {@code digest}, {@code pushedAt} (empty if unknown), {@code platforms} ({@code ["linux/amd64"]}, empty
     * if unknown). {@code UNWELL}: there is none (deleted), details {@code reason}.
     */
    public static final String IMAGE = "image";

    /**
     * Which image is the newest. Subject: the repository. With: {@code image}, {@code tags} (a glob that one of its
     * tags has to match), {@code against} (digests whose age is requested besides). {@code WELL}: details as
     * {@link io.nightshift.promotion.sweep.NewestImage} has them. {@code UNWELL}: no tag matches, or there is no such
     * repository; {@code UNKNOWN}: which is the newest cannot be told; both with details {@code reason}.
     */
    public static final String NEWEST = "newest";

    /**
     * What the book says. Subject: the repository. With: {@code service}, {@code image}, {@code digest}.
     * {@code WELL}: the digest is not in quarantine. {@code UNWELL}: it is; details {@code because}, {@code since}.
     * Details always: {@code known good}, the digests that are known good for the service, and {@code quarantined},
     * some digests of the image that are in quarantine, both latest first.
     */
    public static final String BOOK = "book";

    /**
     * Whether a gate lets an image through. Subject: the repository. With: {@code service}, {@code stage}, {@code image},
     * {@code digest}, {@code gate} (the gate's own description), {@code pushedAt}, {@code targets} (resources).
     * {@code UNWELL}: it does not, {@code UNKNOWN}: not yet (a scan that runs, an image that is too young). Details:
     * {@code reason}, one sentence with the numbers.
     */
    public static final String GATE = "gate";

    /**
     * Whether a promotion can begin on a target. Details: {@code baseline} (see {@link
     * io.nightshift.promotion.action.Rollout#baseline}), {@code percent} (the digest's share of the traffic now),
     * {@code problems}: {@code [{code, message, passing}]}, empty when {@code WELL}. {@code passing} says that waiting may help
     * (another deployment in progress) or not (weights that a stopped deployment left over, a rollback that would be impossible,
     * an image without the platform that the target runs; with has {@code platforms}, {@code shares}, {@code bakes}).
     * {@code baselineDown} (text; left out if what serves does serve, or the platform cannot tell).
     */
    public static final String PREFLIGHT = "preflight";

    /**
     * Whether a deployed version is ready. {@code WELL}: it is, and healthy; {@code UNKNOWN}: on its way; {@code UNWELL}: it
     * failed, details {@code reason} and {@code cause}: {@code version}, {@code start} or {@code image}, as {@link
     * io.nightshift.promotion.target.Readiness.Cause} has them (left out: {@code version}).
     */
    public static final String DEPLOYED = "deployed";

    /**
     * Who has the traffic. Details: {@code percent} of the digest that is promoted, {@code others} (text; empty if
     * only it and its baseline have a share), {@code idle} (text; left out where nothing of it runs without a share),
     * {@code versionDown} and {@code baselineDown} (text, why one that has a share does not serve; left out if it
     * does). {@code UNKNOWN}: the platform is on its way from one share to another.
     */
    public static final String EXPOSURE = "exposure";

    /** Whether alarms are quiet. With: {@code alarms}: {@code [{source, name}]}. {@code UNWELL}: details {@code firing}: names. */
    public static final String ALARMS = "alarms";

    /**
     * The numbers of both versions. With also: {@code source} (all of one question are of the same), {@code since} and {@code
     * until} (instants) for the version, {@code controlSince} and {@code controlUntil} for its baseline, {@code stepSeconds},
     * {@code percent}, {@code metrics} (the descriptions, each with {@code name}, {@code source} and {@code query}). Always {@code WELL}; details {@code metrics}: {@code [{name, experiment: [..], control: [..]}]}, points as
     * the judge reads them: a number, {@code null}, or {@code {count, of}}.
     */
    public static final String ANALYSIS = "analysis";

    /** One HTTP check. With: {@code url}, {@code expect} (status), {@code contains}, {@code header}. Details {@code reason}. */
    public static final String CHECK = "check";

    /** A verification job. Subject: the job. With: {@code execution}. {@code UNKNOWN}: it runs. Details {@code reason}. */
    public static final String JOB = "job";

    private Queries() {}
}
