package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.sandbox.aws.FakeResource.ImageRepository;
import io.nightshift.sandbox.aws.FakeResource.ImageScan;
import io.nightshift.sandbox.aws.FakeResource.ImageSigning;
import io.nightshift.sandbox.aws.FakeResource.StoredImage;
import java.util.ArrayList;
import java.util.List;

/** @see <a href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/">ECR JSON 1.1 API, 2015-09-21</a> */
final class FakeEcr implements FakeService {

    @Override
    public String answer(AwsCall call, FakeAccount account) {
        try {
            return switch (call.operation()) {
                case "DescribeImages" -> images(call, account).text();
                case "BatchGetImage" -> manifests(call, account).text();
                case "DescribeImageScanFindings" -> findings(call, account).text();
                case "DescribeImageSigningStatus" -> signatures(call, account).text();
                default -> throw FakeService.unknown(call);
            };
        } catch (JsonException e) {
            throw AwsError.invalid(call, String.valueOf(e.getMessage()));
        }
    }

    private static List<StoredImage> repository(AwsCall call, FakeAccount account) {
        var name = call.text("repositoryName");
        var images = account.seen(StoredImage.class).stream()
                .filter(image -> image.repository().equals(name))
                .toList();
        if (images.isEmpty()
                && account.seen(ImageRepository.class).stream()
                        .noneMatch(one -> one.name().equals(name))) {
            throw new AwsError(
                    400,
                    "RepositoryNotFoundException",
                    "The repository with name '" + name + "' does not exist in the registry");
        }
        return images;
    }

    private static boolean is(StoredImage image, View id) throws JsonException {
        return id.at("imageDigest").exists()
                ? image.digest().equals(id.at("imageDigest").text())
                : image.tags().contains(id.at("imageTag").nonBlank());
    }

    private static StoredImage image(List<StoredImage> images, View id) throws JsonException {
        for (var image : images) {
            if (is(image, id)) {
                return image;
            }
        }
        throw new AwsError(400, "ImageNotFoundException", "The image requested does not exist");
    }

    private static Json.Obj images(AwsCall call, FakeAccount account) throws JsonException {
        call.only("repositoryName", "imageIds", "nextToken", "maxResults", "filter", "registryId");
        var images = repository(call, account);
        if (!call.json().at("imageIds").exists()) {
            return list(call, images);
        }
        if (call.json().at("maxResults").exists() || call.json().at("nextToken").exists()) {
            throw AwsError.invalid(call, "maxResults and nextToken cannot be used with imageIds");
        }
        var found = new ArrayList<Json>();
        for (var id : call.json().at("imageIds").items()) {
            found.add(detail(image(images, id)));
        }
        return Json.obj().with("imageDetails", Json.arr(found));
    }

    /** In order of arrival, which is not the order of age. */
    private static Json.Obj list(AwsCall call, List<StoredImage> images) throws JsonException {
        long most = call.json().at("maxResults").integerOr(100);
        if (most < 1 || most > 1000) {
            throw AwsError.invalid(call, "maxResults has to be 1 to 1000");
        }
        var status = call.json().at("filter", "tagStatus").textOr("ANY");
        var wanted = images.stream()
                .filter(image -> switch (status) {
                    case "ANY" -> true;
                    case "TAGGED" -> !image.tags().isEmpty();
                    case "UNTAGGED" -> image.tags().isEmpty();
                    default -> throw AwsError.invalid(call, "tagStatus has to be TAGGED, UNTAGGED or ANY");
                })
                .toList();
        var part = ReplyPage.of(wanted, call.optionalText("nextToken"));
        var json = Json.obj()
                .with(
                        "imageDetails",
                        Json.arr(part.items().stream().map(FakeEcr::detail).toList()));
        return part.next().map(next -> json.with("nextToken", next)).orElse(json);
    }

    private static Json detail(StoredImage image) {
        return Json.obj()
                .with("registryId", AwsStandIn.ACCOUNT)
                .with("repositoryName", image.repository())
                .with("imageDigest", image.digest())
                .with("imageTags", Json.strings(image.tags()))
                .with("imagePushedAt", image.pushedAt().getEpochSecond())
                .with("imageStatus", image.status());
    }

    /** Missing images are listed among the failures. */
    private static Json.Obj manifests(AwsCall call, FakeAccount account) throws JsonException {
        call.only("repositoryName", "imageIds", "acceptedMediaTypes", "registryId");
        var images = repository(call, account);
        var found = new ArrayList<Json>();
        for (var id : call.json().at("imageIds").items()) {
            var image = image(images, id);
            found.add(Json.obj()
                    .with("repositoryName", image.repository())
                    .with("imageId", Json.obj().with("imageDigest", image.digest()))
                    .with("imageManifest", image.manifest()));
        }
        return Json.obj().with("images", Json.arr(found)).with("failures", Json.arr());
    }

    private static Json.Obj findings(AwsCall call, FakeAccount account) throws JsonException {
        call.only("repositoryName", "imageId", "nextToken", "maxResults", "registryId");
        var image = image(repository(call, account), call.json().at("imageId"));
        var scan = account.seen(ImageScan.class).stream()
                .filter(one -> one.digest().equals(image.digest()))
                .findFirst()
                .orElseThrow(() -> new AwsError(
                        400, "ScanNotFoundException", "Image scan does not exist for the image " + image.digest()));
        var part = ReplyPage.of(scan.findings(), call.optionalText("nextToken"));
        var found = new ArrayList<Json>();
        for (var finding : part.items()) {
            found.add(Json.parse(finding));
        }
        var findings = Json.obj().with(scan.enhanced() ? "enhancedFindings" : "findings", Json.arr(found));
        var json = Json.obj()
                .with("repositoryName", image.repository())
                .with("imageId", Json.obj().with("imageDigest", image.digest()))
                .with("imageScanStatus", Json.obj().with("status", scan.status()))
                .with(
                        "imageScanFindings",
                        scan.completed()
                                ? findings.with(
                                        "imageScanCompletedAt", image.pushedAt().getEpochSecond())
                                : findings);
        return part.next().map(next -> json.with("nextToken", next)).orElse(json);
    }

    /** The failure's reason is only present after a failure. */
    private static Json.Obj signatures(AwsCall call, FakeAccount account) throws JsonException {
        call.only("repositoryName", "imageId", "registryId");
        var image = image(repository(call, account), call.json().at("imageId"));
        var states = account.seen(ImageSigning.class).stream()
                .filter(one -> one.digest().equals(image.digest()))
                .map(FakeEcr::state)
                .toList();
        return Json.obj()
                .with("registryId", AwsStandIn.ACCOUNT)
                .with("repositoryName", image.repository())
                .with("imageId", Json.obj().with("imageDigest", image.digest()))
                .with("signingStatuses", Json.arr(states));
    }

    private static Json.Obj state(ImageSigning signing) {
        var state = Json.obj().with("signingProfileArn", signing.profile()).with("status", signing.status());
        return signing.failure().isEmpty()
                ? state
                : state.with("failureCode", signing.failure()).with("failureReason", "canary-of-the-signer");
    }
}
