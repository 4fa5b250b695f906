package io.nightshift.aws.decode;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An Amazon Resource Name: {@code arn:partition:service:region:account:resource}.
 *
 * @param partition {@code aws}, {@code aws-cn}, {@code aws-us-gov} and the isolated ones
 * @param region empty for global resources
 * @param account empty if the name is unique without it (S3 buckets)
 * @param resource everything after the fifth colon, colons included
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">AWS: Amazon Resource Names</a>
 */
public record Arn(String partition, String service, String region, String account, String resource) {

    private static final int LONGEST = 1_024;
    private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-\\d");
    private static final Pattern PARTITION = Pattern.compile("aws(-[a-z]+)*");

    /** Empty for text that is not an ARN. */
    public static Optional<Arn> parse(String text) {
        var parts = text.split(":", 6);
        if (text.length() > LONGEST || parts.length < 6 || !parts[0].equals("arn")) {
            return Optional.empty();
        }
        if (!PARTITION.matcher(parts[1]).matches() || parts[2].isBlank() || parts[5].isBlank()) {
            return Optional.empty();
        }
        // Events about EBS snapshots and volumes have arn:aws:ec2::REGION:snapshot/ID, without an account.
        boolean shifted = parts[3].isEmpty() && REGION.matcher(parts[4]).matches();
        return Optional.of(
                shifted
                        ? new Arn(parts[1], parts[2], parts[4], "", parts[5])
                        : new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]));
    }

    static Arn of(View value) throws JsonException {
        return parse(value.nonBlank())
                .orElseThrow(() -> value.wrong("an ARN of at most " + LONGEST + " characters such as arn:aws:rds:…"));
    }

    /** The complete ARN of a CloudWatch alarm: an alarm always has an account and a region. */
    static Arn alarm(View value) throws JsonException {
        var arn = of(value);
        if (!arn.service.equals("cloudwatch")
                || !arn.type().equals("alarm")
                || arn.account.isBlank()
                || arn.region.isBlank()) {
            throw value.wrong("the ARN of a CloudWatch alarm");
        }
        return arn;
    }

    /** This ARN, which must belong to that account: an ARN of another account would direct actions at the wrong resource. */
    Arn in(String wanted, View here, String there) throws JsonException {
        if (!account.equals(wanted)) {
            throw new JsonException(here.path() + " is an ARN of another account than " + there);
        }
        return this;
    }

    static Arn alarm(Origin origin, String name) {
        return new Arn(partitionOf(origin.region()), "cloudwatch", origin.region(), origin.account(), "alarm:" + name);
    }

    /** The partition of a region. */
    public static String partitionOf(String region) {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        if (region.startsWith("us-gov-")) {
            return "aws-us-gov";
        }
        if (region.startsWith("eusc-")) {
            return "aws-eusc";
        }
        if (region.startsWith("us-isob-")) {
            return "aws-iso-b";
        }
        return region.startsWith("us-iso-") ? "aws-iso" : "aws";
    }

    /** {@code instance} of {@code instance/i-0abc}; empty if the resource has no type. */
    public String type() {
        int end = typeEnd();
        return end < 0 ? "" : resource.substring(0, end);
    }

    /** The resource without its type: {@code i-0abc} of {@code instance/i-0abc}. */
    public String name() {
        return resource.substring(typeEnd() + 1);
    }

    private int typeEnd() {
        int colon = resource.indexOf(':');
        int slash = resource.indexOf('/');
        return colon < 0 || slash < 0 ? Math.max(colon, slash) : Math.min(colon, slash);
    }

    @Override
    public String toString() {
        return String.join(":", "arn", partition, service, region, account, resource);
    }
}
