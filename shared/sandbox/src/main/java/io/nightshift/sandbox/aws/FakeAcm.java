package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.aws.FakeResource.Item;

/** Certificates by ARN: the property {@code detail} is the certificate. @see <a href="https://docs.aws.amazon.com/acm/latest/APIReference/">ACM JSON 1.1 API</a> */
final class FakeAcm implements FakeService {

    @Override
    public String answer(AwsCall call, FakeAccount account) {
        return switch (call.operation()) {
            case "DescribeCertificate" -> describe(call, account).text();
            case "ListTagsForCertificate" -> tags(call, account).text();
            case "RenewCertificate" -> renew(call, account).text();
            case "ResendValidationEmail" -> resend(call, account).text();
            default -> throw FakeService.unknown(call);
        };
    }

    private static Item seen(AwsCall call, FakeAccount account) {
        var arn = call.text("CertificateArn");
        return account.items(arn).stream()
                .filter(item -> item.key().equals(arn))
                .findFirst()
                .orElseThrow(() ->
                        new AwsError(400, "ResourceNotFoundException", "Could not find certificate " + arn + "."));
    }

    private static Json.Obj detail(Item item) {
        return item.values().get("detail") instanceof Json.Obj detail ? detail : Json.Obj.EMPTY;
    }

    private static Json.Obj describe(AwsCall call, FakeAccount account) {
        call.only("CertificateArn");
        var item = seen(call, account);
        return Json.obj().with("Certificate", detail(item).with("CertificateArn", item.key()));
    }

    private static Json.Obj tags(AwsCall call, FakeAccount account) {
        call.only("CertificateArn");
        return Json.obj().with("Tags", AwsProtocols.tags(seen(call, account).tags()));
    }

    private static Json.Obj renew(AwsCall call, FakeAccount account) {
        call.only("CertificateArn");
        var item = seen(call, account);
        if (!Json.of("ELIGIBLE").equals(detail(item).get("RenewalEligibility"))) {
            throw new AwsError(400, "ValidationException", "Certificate is not eligible for renewal.");
        }
        account.change(
                "renew",
                item.with(
                        "detail",
                        detail(item)
                                .with("Serial", "renewed-" + account.changes().size())));
        return Json.obj();
    }

    private static Json.Obj resend(AwsCall call, FakeAccount account) {
        call.only("CertificateArn", "Domain", "ValidationDomain");
        var item = seen(call, account);
        if (!call.text("Domain").endsWith(call.text("ValidationDomain"))) {
            throw new AwsError(400, "InvalidDomainValidationOptionsException", "The domain does not match.");
        }
        account.change("mail", item.with("mails", Json.of(account.changes().size() + 1L)));
        return Json.obj();
    }
}
