package io.nightshift.aws.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A message of AWS Config, chosen by its {@code messageType}. EventBridge has it as the detail, an SNS topic as the message, a
 * custom rule's function as the text {@code invokingEvent}. An aggregator also gets those of other accounts: account and
 * region are taken from the message.
 *
 * @param rule that invoked a function with it; empty on the other ways
 * @param fallback the account and region of the carrier
 * @see <a href="https://docs.aws.amazon.com/config/latest/developerguide/notifications-for-AWS-Config.html">AWS:
 *     notifications</a>
 */
record ConfigMessage(View message, String rule, Origin fallback, Labels labels) {

    private static final String SOURCE = "aws.config";

    /** Reports whether it looks like a message outside of EventBridge; never throws. */
    static boolean isOne(View value) {
        return value.at("messageType").isString()
                && value.at("notificationCreationTime").isString();
    }

    Signal signal() throws JsonException {
        return switch (message.at("messageType").text()) {
            case "ComplianceChangeNotification" -> compliance("");
            case "ConfigurationItemChangeNotification" -> item(message.at("configurationItem"));
            case "OversizedConfigurationItemChangeNotification" -> item(message.at("configurationItemSummary"));
            default -> notice();
        };
    }

    /** @param id the event's, which other ways do not have; empty to make one of rule, resource and time */
    Signal compliance(String id) throws JsonException {
        var result = message.at("newEvaluationResult");
        var compliance = result.at("complianceType");
        var name = Fields.name(message.at("configRuleName"));
        var subject = subject(message);
        var time = ProviderTimes.time(result.firstOf("resultRecordedTime", "notificationCreationTime"));
        labels.with(message, "resourceType")
                .with("compliance", compliance)
                .with("previousCompliance", message.at("oldEvaluationResult", "complianceType"));
        var header = header(id.isEmpty() ? name + "#" + subject + "@" + time : id, time, subject);
        return new Signal.Finding(header, name, Fields.message(result.at("annotation")), "", open(compliance));
    }

    private static boolean open(View compliance) throws JsonException {
        return switch (compliance.text()) {
            case "NON_COMPLIANT" -> true;
            case "COMPLIANT", "NOT_APPLICABLE", "INSUFFICIENT_DATA" -> false;
            default ->
                throw Fields.unknown(
                        compliance, "compliance type", "COMPLIANT, NON_COMPLIANT, NOT_APPLICABLE, INSUFFICIENT_DATA");
        };
    }

    /** The change is that of the difference ({@code UPDATE}), else the item's own status ({@code ResourceDeleted}). */
    private Signal item(View item) throws JsonException {
        var subject = subject(item);
        var captured = item.at("configurationItemCaptureTime");
        var time = ProviderTimes.time(captured.exists() ? captured : message.at("notificationCreationTime"));
        var change = Fields.firstName(
                message.at("configurationItemDiff", "changeType"),
                item.at("changeType"),
                item.at("configurationItemStatus"));
        labels.with(item, "resourceType", "configurationItemStatus", "resourceName")
                .with("messageType", message.at("messageType"))
                .withAll(item.at("tags").isObject() ? item.at("tags").texts() : java.util.Map.of());
        var header = header((rule.isEmpty() ? "" : rule + "#") + subject + "@" + time, time, subject);
        return new Signal.ResourceChange(header, change.isEmpty() ? "UPDATE" : change, changed(), "");
    }

    /** The names of the changed properties; of what they were and are, nothing. */
    private String changed() throws JsonException {
        var properties = message.at("configurationItemDiff", "changedProperties");
        return properties.isObject()
                ? io.nightshift.core.decode.TextLimit.message(properties.object().members().keySet().stream()
                        .limit(50)
                        .collect(Collectors.joining(", ")))
                : "";
    }

    /** A schedule that is due, a delivered snapshot and whatever else: about the rule, else about the recorder's account. */
    private Signal notice() throws JsonException {
        var time = ProviderTimes.time(message.at("notificationCreationTime"));
        var type = Fields.name(message.at("messageType"));
        var account = Fields.firstName(message.at("awsAccountId"));
        var told = account.isEmpty() ? fallback : Origin.aws(account, fallback.region());
        var origin = EnvelopeHeaders.known(told, message.at("awsAccountId"));
        var subject = rule.isEmpty()
                ? new Resource(origin, Kinds.AWS_ACCOUNT, origin.account())
                : new Resource(origin, Kinds.CONFIG_RULE, rule);
        return new Signal.Notice(header(type + "#" + subject + "@" + time, time, subject), type, "");
    }

    private Signal.Header header(String id, java.time.Instant time, Resource subject) {
        return new Signal.Header(new SignalId(id), SOURCE, time, subject, labels.all());
    }

    /** By its ARN, else its name, where the name is what the API takes, else its id. */
    private Resource subject(View item) throws JsonException {
        var account = Fields.firstName(item.at("awsAccountId"), item.at("accountId"));
        var region = Fields.firstName(item.at("awsRegion"));
        var told = Origin.aws(
                account.isEmpty() ? fallback.account() : account, region.isEmpty() ? fallback.region() : region);
        var origin = EnvelopeHeaders.known(told, item.at("awsAccountId"));
        var type = Fields.name(item.at("resourceType"));
        var arn = Fields.firstName(item.at("ARN"), item.at("arn"));
        if (Arn.parse(arn).isPresent()) {
            return AwsSubjects.of(type, arn, origin);
        }
        var named = List.of("AWS::RDS::DBInstance", "AWS::RDS::DBCluster", "AWS::IAM::User", "AWS::IAM::Role")
                .contains(type);
        var name = named ? Fields.firstName(item.at("resourceName")) : "";
        return AwsSubjects.of(type, name.isEmpty() ? Fields.name(item.at("resourceId")) : name, origin);
    }
}
