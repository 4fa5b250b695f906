package io.nightshift.remediation.action;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads parameters of actions. */
final class ParameterReading {

    /** The processes of an Auto Scaling group. */
    static final String ALL_PROCESSES =
            "Launch,Terminate,AddToLoadBalancer,AlarmNotification,AZRebalance,HealthCheck,InstanceRefresh,ReplaceUnhealthy,ScheduledActions";

    private static final Pattern PORTS = Pattern.compile("\\d{1,5}(,\\d{1,5})*");

    /** Everybody is never blocked: a prefix has at least 8 bits (IPv4) or 16 (IPv6). */
    private static final int SHORTEST_IPV4 = 8;

    private static final int SHORTEST_IPV6 = 16;

    private static final Pattern DATABASE = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,62}");

    private static final Pattern DOCUMENT = Pattern.compile("[\\w.:/-]{3,200}");

    private static final Pattern ASSIGNMENTS =
            Pattern.compile("[A-Za-z0-9_-]{1,64}=[^;]*(;\\s*[A-Za-z0-9_-]{1,64}=[^;]*)*");

    private static final Set<String> SCRIPTS = Set.of(
            "AWS-RunShellScript",
            "AWS-RunPowerShellScript",
            "AWS-RunRemoteScript",
            "AWS-RunDocument",
            "AWS-RunSaltState",
            "AWS-RunAnsiblePlaybook",
            "AWS-ApplyAnsiblePlaybooks",
            "AWS-ApplyChefRecipes",
            "AWS-InstallPowerShellModule");

    private static final Pattern TAG_VALUE = Pattern.compile("[\\p{L}\\p{N}\\p{Zs}_.:/=+@-]{1,256}");

    private static final Pattern BUCKET_ARN = Pattern.compile("arn:aws[a-z-]*:s3:::[a-z0-9.-]{3,63}(/[\\w./-]*)?");

    private static final Pattern ROLE_ARN =
            Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/nightshift-[\\w+=,.@-]{1,53}");

    /**
     * In days.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html">PutRetentionPolicy</a>
     */
    private static final List<Integer> RETENTIONS = List.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    /** @see <a href="https://cloud.google.com/logging/quotas">Cloud Logging: maximum retention</a> */
    private static final int LONGEST_RETENTION = 3650;

    private static final Pattern COMPUTE_NAME = Pattern.compile("[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?");

    private static final Duration SHORTEST_EXPIRY = Duration.ofMinutes(1);

    private ParameterReading() {}

    static void ports(View value) throws JsonException {
        if (!PORTS.matcher(value.text()).matches()
                || Stream.of(value.text().split(",", -1)).anyMatch(port -> Integer.parseInt(port) > 65_535)) {
            throw value.wrong("ports such as 22,3389");
        }
    }

    /** An address or a range that is not too wide. */
    static void address(View value) throws JsonException {
        var range = AddressRange.of(value.text());
        if (range.filter(one -> one.prefix() >= (one.isIpv6() ? SHORTEST_IPV6 : SHORTEST_IPV4))
                .isEmpty()) {
            throw value.wrong("an address such as 198.51.100.7 or a range such as 198.51.100.0/24");
        }
    }

    static void retention(View value) throws JsonException {
        if (!RETENTIONS.contains((int) value.integer())) {
            throw value.wrong("a retention that CloudWatch Logs has: " + RETENTIONS);
        }
    }

    /** Of a log bucket: any number of days. */
    static void bucketRetention(View value) throws JsonException {
        whole(value, 1, LONGEST_RETENTION);
    }

    /** The name of most things of Compute Engine: RFC 1035. */
    static void computeName(View value) throws JsonException {
        if (!COMPUTE_NAME.matcher(value.text()).matches()) {
            throw value.wrong("a name such as quarantine: small letters, digits and -");
        }
    }

    static void bucketArn(View value) throws JsonException {
        if (!BUCKET_ARN.matcher(value.text()).matches()) {
            throw value.wrong("the ARN of a bucket, such as arn:aws:s3:::flow-logs");
        }
    }

    static void roleArn(View value) throws JsonException {
        if (!ROLE_ARN.matcher(value.text()).matches()) {
            throw value.wrong(
                    "the ARN of a role whose name begins with nightshift-, the only ones that the function may pass on");
        }
    }

    static void tag(View value) throws JsonException {
        if (value.text().length() > 128 || value.text().toLowerCase(Locale.ROOT).startsWith("aws:")) {
            throw value.wrong("the key of a tag");
        }
    }

    static void reader(View value) throws JsonException {
        if (!value.text().equals("a reader") && !DATABASE.matcher(value.text()).matches()) {
            throw value.wrong("the name of a database of the cluster");
        }
    }

    /** A document whose parameters are a script runs anything: only {@code run-script} may do that. */
    static void commandDocument(View value) throws JsonException {
        var name = value.text().substring(value.text().lastIndexOf('/') + 1);
        if (!DOCUMENT.matcher(value.text()).matches()) {
            throw value.wrong("the name of a document such as AWS-ConfigureAWSPackage");
        }
        if (SCRIPTS.contains(name)) {
            throw value.wrong("a document that does one thing: " + name + " runs any script, which run-script does");
        }
    }

    /** {@code NAME=VALUE; NAME=VALUE}. */
    static void assignments(View value) throws JsonException {
        if (!ASSIGNMENTS.matcher(value.text()).matches()) {
            throw value.wrong("parameters such as Operation=restart; Service=nginx");
        }
    }

    static void tagValue(View value) throws JsonException {
        if (!TAG_VALUE.matcher(value.text()).matches()) {
            throw value.wrong("the value of a tag: at most 256 letters, digits, spaces and _.:/=+-@");
        }
    }

    static void processes(View value) throws JsonException {
        var known = List.of(ALL_PROCESSES.split(",", -1));
        if (!known.containsAll(List.of(value.text().split(",", -1)))) {
            throw value.wrong("some of " + ALL_PROCESSES);
        }
    }

    static int positive(View value) throws JsonException {
        return whole(value, 1, 1_000_000);
    }

    static int whole(View value, int least, int most) throws JsonException {
        long number = value.integer();
        if (number < least || number > most) {
            throw value.wrong("a whole number from " + least + " to " + most);
        }
        return (int) number;
    }

    static int positiveOr(View value, int otherwise) throws JsonException {
        return value.exists() ? positive(value) : otherwise;
    }

    /** A duration in ISO-8601 ({@code PT10M}), the form in which the policy writes every duration. */
    static Duration durationOr(View value, Duration otherwise) throws JsonException {
        return value.exists() ? duration(value) : otherwise;
    }

    static Duration expiry(View value) throws JsonException {
        var time = duration(value);
        if (time.compareTo(SHORTEST_EXPIRY) < 0) {
            throw value.wrong("a duration of at least a minute, such as 24h");
        }
        return time;
    }

    static Duration duration(View value) throws JsonException {
        try {
            return Duration.parse(value.text());
        } catch (DateTimeParseException e) {
            throw value.wrong("a duration such as PT10M");
        }
    }
}
