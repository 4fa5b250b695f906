package io.nightshift.promotion.aws.ecr;

import io.nightshift.aws.AwsCalls;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.promotion.sweep.NewestImage;
import io.nightshift.promotion.sweep.NewestImage.Age;
import io.nightshift.promotion.sweep.NewestImage.Tagged;
import io.nightshift.promotion.sweep.NewestQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.ecr.model.TagStatus;

/**
 * Finds the newest image of a repository among those whose tags match. ECR documents no order of its list, so all images are
 * read.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html">ECR: DescribeImages</a>
 */
record EcrNewestImage(EcrClient ecr, String repository) {

    private static final int PAGE = 1000;

    /** More than ECR's default limit of images in a repository. */
    private static final int MOST_PAGES = 50;

    Observed look(NewestQuery wanted) throws CallFailed {
        var literal = wanted.literal();
        var images = literal.isPresent() ? one(literal.get()) : all();
        if (images.isEmpty()) {
            return NewestImage.noRepository();
        }
        var found = new ArrayList<Tagged>();
        for (var image : images.get()) {
            if (EcrImages.canBePulled(image)) {
                image.imageTags().stream()
                        .filter(wanted::matches)
                        .forEach(tag -> found.add(new Tagged(tag, image.imageDigest(), pushed(image))));
            }
        }
        return NewestImage.among(found, Age.PUSHED, 0, ages(wanted.against()));
    }

    private static Optional<Instant> pushed(ImageDetail image) {
        return Optional.ofNullable(image.imagePushedAt());
    }

    private Optional<List<ImageDetail>> one(String tag) throws CallFailed {
        return Optional.of(
                find(ImageIdentifier.builder().imageTag(tag).build()).stream().toList());
    }

    private Optional<ImageDetail> find(ImageIdentifier id) throws CallFailed {
        return new EcrImages(ecr, repository).find(id);
    }

    /** Empty if there is no such repository. */
    private Optional<List<ImageDetail>> all() throws CallFailed {
        var images = new ArrayList<ImageDetail>();
        var request = DescribeImagesRequest.builder()
                .repositoryName(repository)
                .maxResults(PAGE)
                .filter(filter -> filter.tagStatus(TagStatus.TAGGED));
        for (int page = 0; page < MOST_PAGES; page++) {
            var asked = request.build();
            var answer = AwsCalls.read(() -> {
                try {
                    return Optional.of(ecr.describeImages(asked));
                } catch (RepositoryNotFoundException e) {
                    return Optional.<DescribeImagesResponse>empty();
                }
            });
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            images.addAll(answer.get().imageDetails());
            var next = Optional.ofNullable(answer.get().nextToken());
            if (next.isEmpty()) {
                return Optional.of(images);
            }
            request.nextToken(next.get());
        }
        throw AwsCalls.refused(
                "TooMuch",
                repository + " has more than " + MOST_PAGES + " pages of images; tags without a wildcard need no list");
    }

    /** Includes images that have lost their tags: deployed images often have. */
    private Map<String, Instant> ages(List<String> digests) throws CallFailed {
        var ages = new LinkedHashMap<String, Instant>();
        for (var digest : digests) {
            find(ImageIdentifier.builder().imageDigest(digest).build())
                    .flatMap(EcrNewestImage::pushed)
                    .ifPresent(at -> ages.put(digest, at));
        }
        return ages;
    }
}
