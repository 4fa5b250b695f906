package io.nightshift.aws.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.List;
import java.util.Locale;

/** What the findings of all services share: how severities are written, and lists of resources. */
final class FindingText {

    private FindingText() {}

    /** Lower case, because the services write {@code HIGH}, {@code High} and {@code high}. */
    static String severity(View label) throws JsonException {
        return Fields.nameOrEmpty(label).toLowerCase(Locale.ROOT);
    }

    /**
     * The severity of a number from 0 to 10.
     *
     * @see <a href="https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html">AWS: severity of
     *     GuardDuty findings</a>
     */
    static String ofTen(double number) {
        if (number >= 9) {
            return "critical";
        }
        if (number >= 7) {
            return "high";
        }
        return number >= 4 ? "medium" : "low";
    }

    /**
     * The severity of a number from 0 to 100, as Security Hub normalises it.
     *
     * @see <a href="https://docs.aws.amazon.com/securityhub/latest/userguide/asff-required-attributes.html#Severity">AWS:
     *     severity</a>
     */
    static String ofHundred(double number) {
        return number < 1 ? "informational" : ofTen(number / 10);
    }

    /** The number of resources, if the finding has others than the signal's subject. */
    static String others(List<View> resources) {
        return resources.size() > 1 ? Integer.toString(resources.size()) : "";
    }

    /** The first value that is not empty. */
    static String first(View... values) throws JsonException {
        var text = Fields.firstName(values);
        if (text.isEmpty()) {
            throw values[0].wrong("what found this");
        }
        return text;
    }

    /** The findings of an event: a list that may contain several. */
    static List<View> list(View findings) throws JsonException {
        if (findings.items().isEmpty()) {
            throw findings.wrong("an array of at least one finding");
        }
        return findings.items();
    }
}
