package io.nightshift.aws.decode;

import io.nightshift.core.decode.Fields;
import io.nightshift.core.decode.Image;
import io.nightshift.core.decode.Labels;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Decoded;
import io.nightshift.core.signal.Origin;
import io.nightshift.core.signal.Resource.Kinds;
import io.nightshift.core.signal.Signal;
import java.util.Set;

/**
 * An event about an image in ECR. Delivery is best effort: a sweep must find lost events.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html">AWS: ECR events</a>
 */
final class EcrPush implements EventBridgeFormat {

    @Override
    public String name() {
        return "ECR image action";
    }

    @Override
    public String source() {
        return "aws.ecr";
    }

    @Override
    public Set<String> detailTypes() {
        return Set.of("ECR Image Action");
    }

    @Override
    public Decoded decode(EventBridgeEvent event) throws JsonException {
        var detail = event.detail();
        if (!Fields.says(detail.at("action-type"), "PUSH")) {
            return Decoded.ignored("ECR Image Action: nothing was pushed");
        }
        if (!Fields.says(detail.at("result"), "SUCCESS")) {
            return Decoded.ignored("ECR Image Action: the push failed");
        }
        var repository = detail.at("repository-name");
        var image = image(event.origin(), repository, Fields.name(repository));
        var header = event.header(event.resource(Kinds.IMAGE_REPOSITORY, repository), new Labels());
        return Decoded.of(new Signal.ImagePush(
                header, image.name(), Image.digest(detail.at("image-digest")), Image.tag(detail.at("image-tag"))));
    }

    /** China's registries use another domain. */
    static Image image(Origin origin, View place, String repository) throws JsonException {
        var domain = origin.region().startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
        return Image.of(place, origin.account() + ".dkr.ecr." + origin.region() + "." + domain, repository);
    }
}
