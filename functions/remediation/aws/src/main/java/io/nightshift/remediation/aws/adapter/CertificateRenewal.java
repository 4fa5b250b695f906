package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsRegionApis;
import io.nightshift.aws.AwsScope;
import io.nightshift.aws.SdkExecution;
import io.nightshift.core.act.ActionExecution;
import io.nightshift.core.act.Actor.LiveState;
import io.nightshift.core.act.Actor.Performed;
import io.nightshift.core.act.Actor.Probed;
import io.nightshift.core.act.IdempotencyKey;
import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.remediation.action.DeclaredAction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.acm.model.CertificateType;
import software.amazon.awssdk.services.acm.model.DomainStatus;
import software.amazon.awssdk.services.acm.model.DomainValidation;
import software.amazon.awssdk.services.acm.model.RenewalEligibility;
import software.amazon.awssdk.services.acm.model.RenewalStatus;
import software.amazon.awssdk.services.acm.model.Tag;
import software.amazon.awssdk.services.acm.model.ValidationMethod;

/**
 * What ACM lets somebody do about a certificate that does not renew: {@code RenewCertificate} for one of a private CA,
 * {@code ResendValidationEmail} for one whose domains are validated by mail. A new serial number shows that it was renewed; of a
 * mail there is no trace.
 *
 * @see <a href="https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html">managed renewal</a>
 */
record CertificateRenewal(AwsRegionApis apis, DeclaredAction action) implements ActionExecution {

    private static final String SERIAL = "serial";
    private static final String MAILS = "mails";

    private String arn() {
        var name = action.target().name();
        var id = name.substring(name.lastIndexOf('/') + 1);
        return AwsScope.arn("acm", action.target().origin(), "certificate/" + id);
    }

    @Override
    public LiveState before() {
        return find().map(found -> ActionExecution.found(
                        Tags.of(
                                apis.certificates()
                                        .listTagsForCertificate(request -> request.certificateArn(arn()))
                                        .tags(),
                                Tag::key,
                                Tag::value),
                        Optional.empty(),
                        capsule(found)))
                .orElseGet(() -> ActionExecution.missing(action.target().label()));
    }

    private Optional<CertificateDetail> find() {
        return SdkSetting.found(
                () -> Optional.of(apis.certificates()
                        .describeCertificate(request -> request.certificateArn(arn()))
                        .certificate()),
                "ResourceNotFoundException",
                "InvalidArnException");
    }

    private static Json.Obj capsule(CertificateDetail found) {
        var mails = open(found)
                .filter(domain -> domain.validationMethod() == ValidationMethod.EMAIL)
                .toList();
        var capsule = Json.obj()
                .with(SERIAL, Optional.ofNullable(found.serial()).orElse(""))
                .with(
                        MAILS,
                        Json.strings(
                                mails.stream().map(CertificateRenewal::mail).toList()));
        return cannot(found, mails).map(why -> capsule.with(CANNOT, why)).orElse(capsule);
    }

    /** {@code DOMAIN VALIDATION-DOMAIN}. */
    private static String mail(DomainValidation domain) {
        return domain.domainName() + " "
                + Optional.ofNullable(domain.validationDomain()).orElse(domain.domainName());
    }

    /** The domains that wait for their validation, at first or for a renewal. */
    private static Stream<DomainValidation> open(CertificateDetail found) {
        var renewal = Optional.ofNullable(found.renewalSummary())
                .filter(summary -> summary.renewalStatus() == RenewalStatus.PENDING_VALIDATION)
                .map(summary -> summary.domainValidationOptions());
        var domains = renewal.orElse(
                found.status() == CertificateStatus.PENDING_VALIDATION ? found.domainValidationOptions() : List.of());
        return domains.stream().filter(domain -> domain.validationStatus() != DomainStatus.SUCCESS);
    }

    private static Optional<String> cannot(CertificateDetail found, List<DomainValidation> mails) {
        if (found.type() == CertificateType.IMPORTED) {
            return Optional.of("it was imported: import its successor");
        }
        if (found.type() == CertificateType.PRIVATE) {
            return found.renewalEligibility() == RenewalEligibility.ELIGIBLE
                    ? Optional.empty()
                    : Optional.of("ACM cannot renew it: it is not in use, not exported, or expired");
        }
        return mails.isEmpty() ? Optional.of(byItself(found)) : Optional.empty();
    }

    private static String byItself(CertificateDetail found) {
        var records = open(found)
                .filter(domain -> domain.resourceRecord() != null)
                .map(domain -> domain.resourceRecord().name() + " "
                        + domain.resourceRecord().typeAsString() + " "
                        + domain.resourceRecord().value())
                .collect(Collectors.joining(", "));
        return records.isEmpty()
                ? "ACM renews it by itself, and waits for nobody"
                : "ACM renews it by itself as soon as these DNS records exist: " + records;
    }

    @Override
    public Performed perform(IdempotencyKey key, Json.Obj capsule) throws JsonException {
        var mails = View.of(capsule).at(MAILS).strings();
        return SdkExecution.changing(() -> {
            if (mails.isEmpty()) {
                apis.once().certificates().renewCertificate(request -> request.certificateArn(arn()));
            }
            for (var mail : mails) {
                var parts = mail.split(" ", 2);
                apis.once()
                        .certificates()
                        .resendValidationEmail(request ->
                                request.certificateArn(arn()).domain(parts[0]).validationDomain(parts[1]));
            }
            return Json.obj().with(MAILS, mails.size());
        });
    }

    @Override
    public Probed probe(IdempotencyKey key, Json.Obj capsule) throws JsonException {
        var was = View.of(capsule).at(SERIAL).text();
        return find().map(CertificateDetail::serial)
                        .filter(now -> !now.equals(was))
                        .isPresent()
                ? Probed.HAPPENED
                : Probed.UNKNOWN;
    }
}
