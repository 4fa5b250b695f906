package io.nightshift.promotion.aws.ecs;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The share of the traffic that one service deployment may give its new version; stored as a tag of the service.
 *
 * <p>It is a tag because the hook gets it with a read that it needs anyway, and because it is visible at the service. ECS has
 * no conditional write, so a permission names one deployment by its id, which is never reused: a leftover permission lets
 * nothing through, and neither of two writers can permit the other's deployment. Only the run that holds the lock on the
 * service writes it. What is missing or unreadable is not a permission.
 *
 * @param deployment its id, the last part of its ARN
 * @param percent 0 to 100
 */
record HookPermission(String deployment, int percent) {

    static final String TAG = "nightshift:may";

    /**
     * The home version, which may return at any time and at once: it served before the promotion, or the promotion marked it
     * as known good.
     */
    static final String HOME = "nightshift:home";

    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]{1,64})=(0|[1-9][0-9]?|100)");

    static Optional<HookPermission> of(Map<String, String> tags) {
        var match = FORM.matcher(tags.getOrDefault(TAG, ""));
        return match.matches()
                ? Optional.of(new HookPermission(match.group(1), Integer.parseInt(match.group(2))))
                : Optional.empty();
    }

    /** The permitted share of that deployment. */
    static int of(Map<String, String> tags, String deployment) {
        return of(tags).filter(permission -> permission.deployment().equals(deployment))
                .map(HookPermission::percent)
                .orElse(0);
    }

    String text() {
        return deployment + "=" + percent;
    }
}
