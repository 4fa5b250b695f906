package io.nightshift.promotion.aws.ecr;

import io.nightshift.aws.AwsCalls;
import io.nightshift.core.act.CallFailed;
import io.nightshift.promotion.neutral.gate.GateAnswer;
import io.nightshift.promotion.neutral.gate.ScanLimits;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.DescribeImageScanFindingsResponse;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.ImageScanFindings;
import software.amazon.awssdk.services.ecr.model.ImageScanStatus;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.ecr.model.ScanNotFoundException;
import software.amazon.awssdk.services.ecr.model.ScanStatus;

/**
 * The scan gate: judges the findings of ECR's own scan, or of Inspector's if it scans the registry.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageScanStatus.html">The states of a scan</a>
 */
record ScanGate(EcrClient ecr, String repository) {

    GateAnswer judge(String digest, ScanLimits limits, Instant now) throws CallFailed {
        return AwsCalls.read(() -> {
            try {
                return judged(pages(digest), limits, now);
            } catch (ScanNotFoundException e) {
                return GateAnswer.notYet(
                        "there is no scan of the image: it takes a minute to begin, and scanning has to be on");
            } catch (ImageNotFoundException | RepositoryNotFoundException e) {
                return GateAnswer.closed("the repository has no such image");
            }
        });
    }

    private List<DescribeImageScanFindingsResponse> pages(String digest) {
        return ecr
                .describeImageScanFindingsPaginator(
                        request -> request.repositoryName(repository).imageId(id -> id.imageDigest(digest)))
                .stream()
                .toList();
    }

    private static GateAnswer judged(List<DescribeImageScanFindingsResponse> pages, ScanLimits limits, Instant now) {
        var scan = pages.getFirst().imageScanStatus();
        var findings = pages.stream()
                .map(DescribeImageScanFindingsResponse::imageScanFindings)
                .toList();
        return switch (status(scan)) {
            case COMPLETE, ACTIVE ->
                done(findings.getFirst()) ? EcrFindings.judge(findings, limits, now) : notYet(scan);
            case IN_PROGRESS, PENDING -> notYet(scan);
            case FAILED,
                    UNSUPPORTED_IMAGE,
                    SCAN_ELIGIBILITY_EXPIRED,
                    FINDINGS_UNAVAILABLE,
                    LIMIT_EXCEEDED,
                    IMAGE_ARCHIVED,
                    UNKNOWN_TO_SDK_VERSION ->
                GateAnswer.closed("the scan of the image is " + named(scan) + ": there are no findings to judge by");
        };
    }

    private static ScanStatus status(@Nullable ImageScanStatus scan) {
        return scan == null || scan.status() == null ? ScanStatus.UNKNOWN_TO_SDK_VERSION : scan.status();
    }

    private static String named(@Nullable ImageScanStatus scan) {
        return scan == null || scan.statusAsString() == null ? "in a state that is not told" : scan.statusAsString();
    }

    private static GateAnswer notYet(@Nullable ImageScanStatus scan) {
        return GateAnswer.notYet("the scan of the image is " + named(scan) + " and not through");
    }

    /**
     * Inspector's scan is {@code ACTIVE} from the push on, and {@code COMPLETE} seconds before its findings exist: only the
     * time of its end shows that it has run (aws/aws-sdk#289).
     */
    private static boolean done(@Nullable ImageScanFindings findings) {
        return findings != null && findings.imageScanCompletedAt() != null;
    }
}
