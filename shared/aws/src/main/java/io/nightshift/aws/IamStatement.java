package io.nightshift.aws;

import io.nightshift.core.json.Json;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * One statement of an IAM policy document that allows something.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html">IAM: the elements of a policy</a>
 */
public final class IamStatement {

    private IamStatement() {}

    public static Json.Obj allow(String sid, Collection<String> permissions, Collection<String> resources) {
        return Json.obj()
                .with("Sid", sid)
                .with("Effect", "Allow")
                .with("Action", Json.strings(new TreeSet<>(permissions)))
                .with("Resource", Json.strings(resources));
    }

    /** A whole policy document. */
    public static Json.Obj document(List<? extends Json> statements) {
        return Json.obj().with("Version", "2012-10-17").with("Statement", Json.arr(List.copyOf(statements)));
    }

    /** One statement of a trust policy, without a resource. */
    public static Json.Obj trust(String sid, String principal, String by, String permission) {
        return Json.obj()
                .with("Sid", sid)
                .with("Effect", "Allow")
                .with("Principal", Json.obj().with(principal, by))
                .with("Action", Json.strings(List.of(permission)));
    }

    /** A condition on one key. */
    public static Json.Obj where(String operator, String key, Json value) {
        return Json.obj().with(operator, Json.obj().with(key, value));
    }
}
