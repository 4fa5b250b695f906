package io.nightshift.sandbox.aws;

import java.util.Map;
import java.util.Optional;

/**
 * The filters {@code tag:NAME} and {@code tag-key} of lists; all of them have to match.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html">DescribeInstances</a>
 * @see <a href="https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAutoScalingGroups.html">
 *     DescribeAutoScalingGroups</a>
 */
final class FakeTagFilters {

    private static final String TAG = "tag:";

    private FakeTagFilters() {}

    /**
     * Reports whether tags pass the call's filters.
     *
     * @param filters the parameter of the list: {@code Filter}
     * @param values the parameter of its values: {@code Value}
     */
    static boolean pass(AwsCall call, String filters, String values, Map<String, String> tags) {
        for (int i = 1; ; i++) {
            var filter = filters + "." + i;
            var name = call.optional(filter + ".Name");
            if (name.isEmpty()) {
                return true;
            }
            var wanted = call.list(filter + "." + values);
            if (wanted.isEmpty()) {
                throw AwsError.invalid(call, "the filter " + name.get() + " has no values");
            }
            var has = name.get().startsWith(TAG)
                    ? Optional.ofNullable(tags.get(name.get().substring(TAG.length())))
                            .filter(wanted::contains)
                            .isPresent()
                    : known(call, name.get()) && wanted.stream().anyMatch(tags::containsKey);
            if (!has) {
                return false;
            }
        }
    }

    private static boolean known(AwsCall call, String name) {
        if (!name.equals("tag-key")) {
            throw AwsError.invalid(call, "The filter '" + name + "' is invalid");
        }
        return true;
    }
}
