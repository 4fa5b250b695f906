package io.nightshift.aws;

import io.nightshift.core.json.Json;
import java.util.Collection;
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

    /** A condition on one key. */
    public static Json.Obj where(String operator, String key, Json value) {
        return Json.obj().with(operator, Json.obj().with(key, value));
    }
}
