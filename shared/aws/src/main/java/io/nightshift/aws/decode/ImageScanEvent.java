package io.nightshift.aws.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Image;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The end of an image scan: ECR's own scan on push, or Amazon Inspector's, which names the repository by its ARN and also
 * reports the sum of all findings as {@code TOTAL}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html">AWS: ECR events</a>
 * @see <a href="https://docs.aws.amazon.com/inspector/latest/user/eventbridge-integration.html">AWS: Inspector events</a>
 */
record ImageScanEvent(String name, String source, String detailType) implements EventBridgeFormat {

    static final ImageScanEvent ECR = new ImageScanEvent("ECR image scan", "aws.ecr", "ECR Image Scan");
    static final ImageScanEvent INSPECTOR = new ImageScanEvent("Inspector scan", "aws.inspector2", "Inspector2 Scan");

    @Override
    public Set<String> detailTypes() {
        return Set.of(detailType);
    }

    @Override
    public Decoded decode(EventBridgeEvent event) throws JsonException {
        var detail = event.detail();
        var place = detail.at("repository-name");
        if (!place.exists()) {
            return Decoded.ignored(name + ": no image was scanned");
        }
        var repository = repository(event, place);
        var image = EcrPush.image(repository.origin(), place, repository.name());
        return Decoded.of(new Signal.ImageScan(
                event.header(repository, new Labels()),
                image.name(),
                Image.digest(detail.at("image-digest")),
                Fields.name(detail.at("scan-status")),
                counts(detail.at("finding-severity-counts"))));
    }

    private static Resource repository(EventBridgeEvent event, View place) throws JsonException {
        var text = Fields.name(place);
        if (!text.startsWith("arn:")) {
            return new Resource(event.origin(), Kinds.IMAGE_REPOSITORY, text);
        }
        var arn = Arn.of(place).in(event.origin().account(), place, "$.account");
        return new Resource(Origin.aws(arn.account(), arn.region()), Kinds.IMAGE_REPOSITORY, arn.name());
    }

    private static Map<String, Long> counts(View severities) throws JsonException {
        var counts = new TreeMap<String, Long>();
        if (severities.exists()) {
            for (var severity : severities.object().members().keySet()) {
                if (!severity.equals("TOTAL")) {
                    counts.put(severity, severities.at(severity).integer());
                }
            }
        }
        return counts;
    }
}
