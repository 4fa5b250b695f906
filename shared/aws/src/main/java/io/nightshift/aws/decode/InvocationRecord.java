package io.nightshift.aws.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.SignalId;

/**
 * The result of an asynchronous invocation, as Lambda sends it to a destination. The request's payload is ignored: it belongs
 * to that function and may contain anything.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">AWS: invocation
 *     records</a>
 */
final class InvocationRecord {

    private InvocationRecord() {}

    /** The condition is Success, or the reason why Lambda gave up (RetriesExhausted, EventAgeExceeded and others). */
    static Decoded decode(View invocation) throws JsonException {
        var context = invocation.at("requestContext");
        var condition = Fields.name(context.at("condition"));
        var arn = Arn.of(context.at("functionArn"));
        var subject = AwsSubjects.of(arn, Origin.aws(arn.account(), arn.region()));
        var labels = new Labels()
                .with(context, "condition", "approximateInvokeCount")
                .with(invocation.at("responseContext"), "functionError", "executedVersion")
                .with("errorType", invocation.at("responsePayload", "errorType"));
        var id = new SignalId(Fields.name(context.at("requestId")) + "=" + condition);
        var header = new Signal.Header(
                id, "aws.lambda", ProviderTimes.time(invocation.at("timestamp")), subject, labels.all());
        var message = Fields.message(invocation.at("responsePayload", "errorMessage"));
        return Decoded.of(new Signal.FunctionResult(
                header, AwsSubjects.functionName(arn), condition.equals("Success"), condition, message));
    }
}
