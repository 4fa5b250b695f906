package io.nightshift.remediation.survey;

import static io.nightshift.remediation.survey.SignalClass.always;
import static io.nightshift.remediation.survey.SignalClass.forPeople;

import io.nightshift.core.signal.Resource.Kinds;
import java.util.List;

/**
 * The classes of GuardDuty's findings, by their types, with the action that answers each.
 *
 * @see <a href="https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_finding-types-active.html">AWS: finding types</a>
 */
final class AwsFindings {

    private static final SignalClass.Source GUARDDUTY = SignalClass.Source.findings("aws.guardduty");

    static final List<SignalClass> CLASSES = List.of(
            new SignalClass(
                    "guardduty-access-key",
                    GUARDDUTY.named(Kinds.IAM_ACCESS_KEY, "*:IAMUser/*"),
                    "Somebody else seems to use the key. Deactivated, it can be activated again.",
                    always(ProposedRung.of("deactivate-access-key", "10m"))),
            new SignalClass(
                    "guardduty-public-bucket",
                    GUARDDUTY.named(Kinds.S3_BUCKET, "Policy:S3/*"),
                    "Public access to the bucket was opened. A website that is public on purpose needs an exception here.",
                    always(ProposedRung.of("block-bucket-access", "10m"))),
            forPeople(
                    "guardduty-other",
                    GUARDDUTY.rest(),
                    "A person looks at it. To isolate an instance: quarantine-instance, with a security group without rules."));

    private AwsFindings() {}
}
