package io.nightshift.sandbox.aws;

import io.nightshift.sandbox.wire.WireRequest;

/**
 * STS's answer to who calls, with a key of the account's users. It checks the signature, because that is the login.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html">AWS: GetCallerIdentity</a>
 */
record FakeCallerIdentity(WireRequest request) implements FakeService {

    private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

    @Override
    public String answer(AwsCall call, FakeAccount account) {
        if (!call.operation().equals("GetCallerIdentity")) {
            throw FakeService.unknown(call);
        }
        call.only();
        var signature = RequestSignature.of(request);
        var key = account.items("access-key/").stream()
                .filter(item -> item.key().equals("access-key/" + signature.key())
                        && item.text("status").equals("Active"))
                .findFirst()
                .orElseThrow(() -> new AwsError(
                        403, "InvalidClientTokenId", "The security token included in the request is invalid."));
        if (!signature.isOf(key.text("secret"))) {
            throw new AwsError(
                    403,
                    "SignatureDoesNotMatch",
                    "The request signature we calculated does not match the signature you provided.");
        }
        return FakeService.query(
                call,
                NAMESPACE,
                Xml.text("Arn", "arn:aws:iam::" + AwsStandIn.ACCOUNT + ":user/" + key.text("user")),
                Xml.text("UserId", "AIDAEXAMPLE"),
                Xml.text("Account", AwsStandIn.ACCOUNT));
    }
}
