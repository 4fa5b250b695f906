package io.nightshift.gcp.decode;

import io.nightshift.core.decode.Decoders;
import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Format;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;
import java.util.Map;

/**
 * A notification of a budget or of a cost anomaly of Cloud Billing. Budgets report several times a day, also while they hold;
 * one threshold in one period is one signal, however often it is reported.
 *
 * @see <a href="https://cloud.google.com/billing/docs/how-to/budgets-programmatic-notifications">Google Cloud: programmatic
 *     notifications</a>
 */
final class BudgetNotification implements Format {

    private static final String SOURCE = "gcp.billing";

    @Override
    public String name() {
        return "Cloud Billing notification";
    }

    @Override
    public boolean recognises(View payload, Map<String, String> headers) {
        return isBudget(payload) || isAnomaly(payload, headers);
    }

    private static boolean isBudget(View payload) {
        return payload.at("costAmount").isScalar() && payload.at("budgetAmount").isScalar();
    }

    private static boolean isAnomaly(View payload, Map<String, String> headers) {
        return MessageAttributes.of(headers).has("billingAccountId")
                && payload.firstOf("anomalyId", "anomalyName", "deviationAmount", "actualSpend", "anomaly")
                        .exists();
    }

    @Override
    public Decoded decode(View payload, Map<String, String> headers, Decoders inner) throws JsonException {
        var attributes = MessageAttributes.of(headers);
        if (!isBudget(payload)) {
            return Decoded.of(anomaly(payload, attributes));
        }
        var threshold = payload.firstOf("alertThresholdExceeded", "forecastThresholdExceeded");
        boolean exceeded = threshold.exists()
                || payload.at("costAmount")
                                .number()
                                .compareTo(payload.at("budgetAmount").number())
                        > 0;
        return exceeded
                ? Decoded.of(budget(payload, attributes, threshold))
                : Decoded.ignored("Cloud Billing budget: no threshold is passed");
    }

    private static Signal budget(View payload, MessageAttributes attributes, View threshold) throws JsonException {
        var id = attributes.name("budgetId");
        var shown = Fields.nameOrEmpty(payload.at("budgetDisplayName"));
        var name = shown.isEmpty() ? id : shown;
        var subject = new Resource(account(attributes), "billing:budget", name.isEmpty() ? "unnamed" : name);
        var period = Fields.nameOrEmpty(payload.at("costIntervalStart"));
        var published = attributes.published();
        var passed = threshold.exists() ? Fields.name(threshold) : "1.0";
        var key = period.isEmpty() ? published.toString() : period;
        boolean actual = payload.at("alertThresholdExceeded").exists() || !threshold.exists();
        var header = new Signal.Header(
                new SignalId(
                        SOURCE + "#" + (id.isEmpty() ? name : id) + "#" + key + (actual ? "=" : "=forecast ") + passed),
                SOURCE,
                published,
                subject,
                new Labels()
                        .withScalars(payload)
                        .with("billingAccountId", attributes.name("billingAccountId"))
                        .with("budgetId", id)
                        .all());
        return new Signal.ProviderNotice(
                header, actual ? "BUDGET_ACTUAL" : "BUDGET_FORECASTED", "cost", "open", text(payload, passed));
    }

    private static String text(View payload, String passed) throws JsonException {
        var currency = Fields.nameOrEmpty(payload.at("currencyCode"));
        return (payload.at("costAmount").text() + " of "
                                + payload.at("budgetAmount").text() + " " + currency)
                        .strip()
                + ", threshold " + passed;
    }

    private static Signal anomaly(View payload, MessageAttributes attributes) throws JsonException {
        var published = attributes.published();
        var id = Fields.firstName(payload.at("anomalyId"), payload.at("anomalyName"), attributes.at("anomalyId"));
        var origin = account(attributes);
        var project = Fields.firstName(payload.at("projectId"), payload.at("project"), payload.at("resourceName"));
        var subject =
                new Resource(origin, Resource.Kinds.BILLING_ACCOUNT, Fields.name(attributes.at("billingAccountId")));
        var header = new Signal.Header(
                new SignalId(SOURCE + "#" + subject.name() + "#" + (id.isEmpty() ? project : id) + "@" + published),
                SOURCE,
                published,
                subject,
                new Labels().withScalars(payload).all());
        return new Signal.ProviderNotice(header, "COST_ANOMALY", "cost", "open", Fields.summary(payload));
    }

    /** A budget belongs to a billing account, not to a project. */
    private static Origin account(MessageAttributes attributes) throws JsonException {
        return Origin.gcp(attributes.name("billingAccountId"), "");
    }
}
