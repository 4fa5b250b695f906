package io.nightshift.aws.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.decode.TextLimit;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;

/**
 * An SNS message of no known format: a text for people, or JSON of an unknown form. The topic is the subject, and the message's
 * subject line the name. What AWS Budgets sends is such a text, in which each line is a name and a value.
 *
 * @see <a href="https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html">AWS: topics for budget
 *     notifications</a>
 */
final class TopicNotice {

    private TopicNotice() {}

    static Signal of(View envelope) throws JsonException {
        var place = envelope.at("TopicArn");
        var arn = Arn.of(place);
        var topic = AwsSubjects.of(arn, EnvelopeHeaders.known(Origin.aws(arn.account(), arn.region()), place));
        var text = envelope.at("Message").text();
        var title = Fields.firstName(envelope.at("Subject"));
        var budget = BudgetText.of(text);
        var labels = new Labels().with("topic", topic.name()).withScalars(parsed(text));
        var header = new Signal.Header(
                new SignalId(Fields.name(envelope.at("MessageId"))),
                "aws.sns",
                ProviderTimes.time(envelope.at("Timestamp")),
                topic,
                labels.all());
        return budget.isPresent()
                ? budget.get().signal(header)
                : new Signal.Notice(header, title.isEmpty() ? "SNS message" : title, message(text));
    }

    private static View parsed(String text) {
        try {
            return View.of(Json.parse(text));
        } catch (JsonException e) {
            return View.of(Json.obj());
        }
    }

    private static String message(String text) throws JsonException {
        var json = parsed(text);
        var summary = json.isObject() ? Fields.summary(json) : "";
        return summary.isEmpty() ? TextLimit.message(text.strip()) : summary;
    }
}
