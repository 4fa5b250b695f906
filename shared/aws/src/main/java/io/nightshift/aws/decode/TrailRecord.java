package io.nightshift.aws.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.decode.ProviderTimes;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Signal;
import io.nightshift.core.signal.Signal.ChangeEffect;
import io.nightshift.core.signal.SignalId;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A CloudTrail record: who called what on which resource, and whether AWS allowed it. A call that changed several resources is
 * one signal for each.
 *
 * @param origin the account and region of the call
 * @param id of the record, the same in each trail and on EventBridge
 * @see <a href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html">AWS:
 *     record contents</a>
 */
record TrailRecord(View record, Origin origin, String id, Instant time) {

    private static final Pattern DENIED = Pattern.compile(
            ".*(accessdenied|unauthorized|notauthorized|authfailure|forbidden|authorizationerror|not authorized).*");

    private static final Pattern READS = Pattern.compile(
            "(Get|List|Describe|Head|Lookup|BatchGet|Search|Query|Scan|Select|Check|Preview|Estimate|Verify|Validate|Test)"
                    + "(?![a-z]).*");

    /** Reports whether it looks like a record outside of any envelope; never throws. */
    static boolean isOne(View record) {
        return record.at("eventVersion").isScalar()
                && record.at("eventName").isString()
                && record.at("eventSource").isString()
                && record.at("awsRegion").isString()
                && !record.at("s3").exists();
    }

    /** A record from a trail's file or log group. */
    static TrailRecord bare(View record) throws JsonException {
        var account = Fields.firstName(record.at("recipientAccountId"), record.at("userIdentity", "accountId"));
        var origin = EnvelopeHeaders.known(
                Origin.aws(account, Fields.name(record.at("awsRegion"))), record.at("recipientAccountId"));
        return new TrailRecord(
                record, origin, Fields.name(record.at("eventID")), ProviderTimes.time(record.at("eventTime")));
    }

    static TrailRecord of(EventBridgeEvent event) throws JsonException {
        var record = event.detail();
        var region = Fields.nameOrEmpty(record.at("awsRegion"));
        var id = Fields.nameOrEmpty(record.at("eventID"));
        return new TrailRecord(
                record,
                Origin.aws(
                        event.origin().account(),
                        region.isEmpty() ? event.origin().region() : region),
                id.isEmpty() ? event.id() : id,
                ProviderTimes.timeOr(record.at("eventTime"), event.time()));
    }

    Decoded signals() throws JsonException {
        var subjects = new TrailSubject(record, origin).resources();
        var signals = new java.util.ArrayList<Decoded>();
        for (var subject : subjects) {
            signals.add(Decoded.of(signal(subject, subjects.size() == 1 ? id : id + "#" + subject.name())));
        }
        return Decoded.all(signals);
    }

    private Signal signal(Resource subject, String signalId) throws JsonException {
        var name = Fields.name(record.at("eventName"));
        var header = new Signal.Header(new SignalId(signalId), "aws.cloudtrail", time, subject, labels());
        return new Signal.ResourceChange(
                header, name, message(), TrailActor.of(record.at("userIdentity")), effect(name));
    }

    private java.util.Map<String, String> labels() throws JsonException {
        var identity = record.at("userIdentity");
        var labels = new Labels()
                .with(record, "eventSource", "eventType", "errorCode", "sourceIPAddress", "readOnly", "userAgent");
        return labels.with("userType", identity.at("type"))
                .with("invokedBy", identity.at("invokedBy"))
                .with("mfaAuthenticated", identity.at("sessionContext", "attributes", "mfaAuthenticated"))
                .with("mfaUsed", record.at("additionalEventData", "MFAUsed"))
                .with("user", record.at("requestParameters", "userName").isString() ? user() : "")
                .all();
    }

    private String user() throws JsonException {
        return record.at("requestParameters", "userName").text();
    }

    private String message() throws JsonException {
        var error = Fields.message(record.at("errorMessage"));
        return error.isEmpty() ? Fields.message(record.at("errorCode")) : error;
    }

    private ChangeEffect effect(String name) throws JsonException {
        var code = record.at("errorCode").textOr("").toLowerCase(Locale.ROOT);
        if (DENIED.matcher(code).matches() || failedSignIn()) {
            return ChangeEffect.DENIED;
        }
        if (!code.isEmpty()) {
            return ChangeEffect.FAILED;
        }
        var readOnly = record.at("readOnly");
        boolean reads =
                readOnly.exists() ? readOnly.boolOr(false) : READS.matcher(name).matches();
        return reads ? ChangeEffect.READ : ChangeEffect.CHANGED;
    }

    private boolean failedSignIn() {
        return Fields.says(record.at("responseElements", "ConsoleLogin"), "Failure");
    }
}
