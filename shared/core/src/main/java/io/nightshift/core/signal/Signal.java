package io.nightshift.core.signal;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.Timestamps;
import io.nightshift.core.json.View;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What happened, normalised. All text in it comes from outside: hostile until it is escaped for where it goes. */
public sealed interface Signal {

    Header header();

    /** What sort of happening this is, as policies and JSON name it. */
    String type();

    /** What the rule's {@code name} glob is matched against. */
    String name();

    default SignalId id() {
        return header().id();
    }

    default Origin origin() {
        return header().subject().origin();
    }

    default Instant time() {
        return header().time();
    }

    default Resource subject() {
        return header().subject();
    }

    default Map<String, String> labels() {
        return header().labels();
    }

    /**
     * What every signal has.
     *
     * @param id for deduplication
     * @param source who said it, as policies name it: {@code aws.cloudwatch}, {@code gcp.monitoring}, {@code alertmanager}
     * @param time when it happened at the provider (not when it arrived)
     * @param subject the resource that it is about
     * @param labels tags, labels and dimensions, sorted by name
     */
    record Header(SignalId id, String source, Instant time, Resource subject, Map<String, String> labels) {
        public Header {
            labels = java.util.Collections.unmodifiableMap(new TreeMap<>(labels));
        }
    }

    /**
     * An alarm changed its state.
     *
     * @param key what identifies the alarm through all its states (its ARN, policy and resource, fingerprint)
     * @param reason why, in the provider's words; for people
     */
    record Alarm(Header header, String name, String key, AlarmState state, String severity, String reason)
            implements Signal {
        @Override
        public String type() {
            return "alarm";
        }
    }

    /** A log line that a filter let through. */
    record LogLine(Header header, String log, String severity, String message) implements Signal {
        @Override
        public String type() {
            return "log";
        }

        @Override
        public String name() {
            return log;
        }
    }

    /**
     * A resource changed its state or something was done to it.
     *
     * @param change the provider's name of the change ({@code EC2_INSTANCE_LAUNCH_ERROR}, {@code stopped}, {@code RDS-EVENT-0006})
     * @param actor who did it where the provider says so, else empty
     */
    record ResourceChange(Header header, String change, String message, String actor) implements Signal {
        @Override
        public String type() {
            return "resource-change";
        }

        @Override
        public String name() {
            return change;
        }
    }

    /**
     * A security or compliance finding.
     *
     * @param control the control, rule or generator that found it
     * @param open whether it still stands (failed, non-compliant, not resolved or suppressed)
     */
    record Finding(Header header, String control, String title, String severity, boolean open) implements Signal {
        @Override
        public String type() {
            return "finding";
        }

        @Override
        public String name() {
            return control;
        }
    }

    /** The provider speaks of its own health (AWS Health). */
    record ProviderNotice(Header header, String code, String category, String status, String message)
            implements Signal {
        @Override
        public String type() {
            return "provider-notice";
        }

        @Override
        public String name() {
            return code;
        }
    }

    /** How an asynchronous function call ended (a Lambda destination). */
    record FunctionResult(Header header, String function, boolean succeeded, String condition, String message)
            implements Signal {
        @Override
        public String type() {
            return "function-result";
        }

        @Override
        public String name() {
            return function;
        }
    }

    /**
     * A registry took an image.
     *
     * @param image host and path without tag and digest:
     *     {@code 111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop/web}
     * @param digest what was pushed, {@code sha256:...}; a tag may name something else a moment later
     * @param tag empty if it was pushed by its digest alone
     */
    record ImagePush(Header header, String image, String digest, String tag) implements Signal {
        @Override
        public String type() {
            return "image-push";
        }

        @Override
        public String name() {
            return tag.isEmpty() ? image + "@" + digest : image + ":" + tag;
        }
    }

    /**
     * A scan of an image for known vulnerabilities ended.
     *
     * @param image as in {@link ImagePush}
     * @param status in the scanner's words ({@code COMPLETE}, {@code INITIAL_SCAN_COMPLETE}, {@code FAILED})
     * @param findings how many there are by severity, in the scanner's words ({@code CRITICAL}); none are left out as zero
     */
    record ImageScan(Header header, String image, String digest, String status, Map<String, Long> findings)
            implements Signal {
        public ImageScan {
            findings = java.util.Collections.unmodifiableMap(new TreeMap<>(findings));
        }

        @Override
        public String type() {
            return "image-scan";
        }

        @Override
        public String name() {
            return image + "@" + digest;
        }
    }

    /**
     * A human, or a run before it, asks for a run. No decoder makes one: what comes from outside cannot ask.
     *
     * @param rule the policy's rule or service that is requested
     * @param what for the playbook; without secrets
     * @param by who asks
     */
    record Request(Header header, String rule, Json.Obj what, String by) implements Signal {
        @Override
        public String type() {
            return "request";
        }

        /** The whole of it, for {@link #fromJson}. */
        public Json.Obj toJson() {
            return Json.obj()
                    .with("id", header.id().value())
                    .with("source", header.source())
                    .with("time", header.time().toString())
                    .with("subject", header.subject().toJson())
                    .with("labels", Json.strings(header.labels()))
                    .with("rule", rule)
                    .with("what", what)
                    .with("by", by);
        }

        public static Request fromJson(View json) throws JsonException {
            var header = new Header(
                    new SignalId(json.at("id").text()),
                    json.at("source").text(),
                    Timestamps.parse(json.at("time").text()),
                    Resource.fromJson(json.at("subject")),
                    json.at("labels").texts());
            return new Request(
                    header,
                    json.at("rule").text(),
                    json.at("what").object(),
                    json.at("by").text());
        }

        @Override
        public String name() {
            return rule;
        }
    }

    /** A CloudEvent of a type that no decoder knows more about. */
    record Notice(Header header, String eventType, String message) implements Signal {
        @Override
        public String type() {
            return "notice";
        }

        @Override
        public String name() {
            return eventType;
        }
    }
}
