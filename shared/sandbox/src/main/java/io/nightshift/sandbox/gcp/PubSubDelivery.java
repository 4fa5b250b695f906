package io.nightshift.sandbox.gcp;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.contract.Sample;
import java.util.Base64;
import java.util.Map;

/** Messages in the form in which Pub/Sub and Eventarc deliver them. */
public final class PubSubDelivery {

    private PubSubDelivery() {}

    /** The body that Pub/Sub posts for a message with that data. */
    public static Json.Obj of(byte[] data) {
        return Json.obj()
                .with(
                        "message",
                        Json.obj()
                                .with("data", Base64.getEncoder().encodeToString(data))
                                .with("messageId", "13208571203984712")
                                .with("publishTime", "2026-11-20T03:04:41.512Z"))
                .with("subscription", "projects/shop-prod/subscriptions/nightshift-alarms");
    }

    /** The headers with which Eventarc delivers a message in the binary form. */
    public static Map<String, String> eventarc() {
        return Sample.of("gcp", "pubsub/eventarc-binary.json").headers();
    }

    /** The same message as a CloudEvent in the structured form, which needs the headers of {@link #structured}. */
    public static Json.Obj event(Json message) {
        return Json.obj()
                .with("specversion", "1.0")
                .with("id", "13208571203984712")
                .with("source", "//pubsub.googleapis.com/projects/shop-prod/topics/alarms")
                .with("type", "google.cloud.pubsub.topic.v1.messagePublished")
                .with("time", "2026-11-20T03:04:00Z")
                .with("datacontenttype", "application/json")
                .with("data", message);
    }

    public static Map<String, String> structured() {
        return Map.of("Content-Type", "application/cloudevents+json; charset=utf-8");
    }
}
