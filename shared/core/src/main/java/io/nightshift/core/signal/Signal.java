package io.nightshift.core.signal;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.Timestamps;
import io.nightshift.core.json.View;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A normalised event. All text in it comes from outside: treat it as hostile until it is escaped for its destination.
 */
public sealed interface Signal {

    Header header();

    /** The type of event, as policies and JSON name it. */
    String type();

    /** The text that the rule's {@code name} glob is matched against. */
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

    /** How severe it is, in the sender's words ({@code critical}, {@code HIGH}); empty if the sender does not say. */
    default String severity() {
        return "";
    }

    /** What happened, in the sender's words; empty if the sender does not say. */
    default String message() {
        return "";
    }

    /** Who caused it, as the provider names identities; empty if it does not. */
    default String actor() {
        return "";
    }

    /**
     * The state that the signal reports, as policies name it: {@code firing}, {@code ok} or {@code unknown} of an
     * alarm; {@code open} or {@code closed} of a finding; {@code succeeded} or {@code failed} of a function call;
     * {@code changed}, {@code read}, {@code denied} or {@code failed} of a resource change; a notice's or scan's own
     * status; else empty.
     */
    default String status() {
        return "";
    }

    /** Reports whether it says that what an earlier signal reported is over: the alarm is OK, the finding is closed. */
    default boolean isOver() {
        return false;
    }

    /**
     * The fields of every signal.
     *
     * @param id for deduplication
     * @param source the sender, as policies name it: {@code aws.cloudwatch}, {@code gcp.monitoring},
     *     {@code alertmanager}
     * @param time when it happened at the provider (not when it arrived)
     * @param subject the resource that it is about
     * @param labels tags, labels and dimensions, sorted by name
     * @param links http(s) addresses at which a human reads more (a graph, a runbook, a console page)
     */
    record Header(
            SignalId id,
            String source,
            Instant time,
            Resource subject,
            Map<String, String> labels,
            List<String> links) {
        public Header {
            labels = java.util.Collections.unmodifiableMap(new TreeMap<>(labels));
            links = List.copyOf(links);
        }

        public Header(SignalId id, String source, Instant time, Resource subject, Map<String, String> labels) {
            this(id, source, time, subject, labels, List.of());
        }

        public Header withLinks(List<String> more) {
            return new Header(id, source, time, subject, labels, more);
        }
    }

    /**
     * An alarm changed its state.
     *
     * @param key identifies the alarm through all its states (its ARN, policy and resource, fingerprint)
     * @param reason why, in the provider's words
     */
    record Alarm(Header header, String name, String key, AlarmState state, String severity, String reason)
            implements Signal {
        @Override
        public String type() {
            return "alarm";
        }

        @Override
        public String message() {
            return reason;
        }

        @Override
        public String status() {
            return state.id();
        }

        /** An alarm without data is not over. */
        @Override
        public boolean isOver() {
            return state == AlarmState.OK;
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
     * A resource changed its state, or someone changed it.
     *
     * @param change the provider's name of the change ({@code EC2_INSTANCE_LAUNCH_ERROR}, {@code stopped},
     *     {@code RDS-EVENT-0006})
     * @param actor who changed it, if the provider says so, else empty
     * @param effect whether it changed the resource at all
     */
    record ResourceChange(Header header, String change, String message, String actor, ChangeEffect effect)
            implements Signal {

        /** A change that took effect. */
        public ResourceChange(Header header, String change, String message, String actor) {
            this(header, change, message, actor, ChangeEffect.CHANGED);
        }

        @Override
        public String status() {
            return effect.id();
        }

        @Override
        public String type() {
            return "resource-change";
        }

        @Override
        public String name() {
            return change;
        }
    }

    /** What a call did to the resource. */
    enum ChangeEffect {
        CHANGED,
        /** The call only read. */
        READ,
        /** The provider refused the caller. */
        DENIED,
        /** The provider refused the call for another reason. */
        FAILED;

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A security or compliance finding.
     *
     * @param control the control, rule or generator that found it
     * @param open whether it is still open (failed, non-compliant, not resolved or suppressed)
     */
    record Finding(Header header, String control, String title, String severity, boolean open) implements Signal {
        @Override
        public String type() {
            return "finding";
        }

        @Override
        public String message() {
            return title;
        }

        @Override
        public String status() {
            return open ? "open" : "closed";
        }

        @Override
        public boolean isOver() {
            return !open;
        }

        @Override
        public String name() {
            return control;
        }
    }

    /** The provider reports its own health (AWS Health). */
    record ProviderNotice(Header header, String code, String category, String status, String message)
            implements Signal {
        @Override
        public String type() {
            return "provider-notice";
        }

        @Override
        public boolean isOver() {
            return status.equalsIgnoreCase("closed");
        }

        @Override
        public String name() {
            return code;
        }
    }

    /** The result of an asynchronous function call (a Lambda destination). */
    record FunctionResult(Header header, String function, boolean succeeded, String condition, String message)
            implements Signal {
        @Override
        public String type() {
            return "function-result";
        }

        @Override
        public String status() {
            return succeeded ? "succeeded" : "failed";
        }

        @Override
        public String name() {
            return function;
        }
    }

    /**
     * A push of an image to a registry.
     *
     * @param image host and path without tag and digest:
     *     {@code 111122223333.dkr.ecr.eu-central-1.amazonaws.com/shop/web}
     * @param digest the digest that was pushed, {@code sha256:...}; a tag may name something else a moment later
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
     * The end of a vulnerability scan of an image.
     *
     * @param image as in {@link ImagePush}
     * @param status in the scanner's words ({@code COMPLETE}, {@code INITIAL_SCAN_COMPLETE}, {@code FAILED})
     * @param findings the number of findings by severity, in the scanner's words ({@code CRITICAL}); zero counts are
     *     included
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
     * A request for a run by a human or by an earlier run. No decoder creates one: payloads from outside cannot
     * request a run.
     *
     * @param rule the policy's rule or service that is requested
     * @param what for the playbook; without secrets
     * @param by the requester
     */
    record Request(Header header, String rule, Json.Obj what, String by) implements Signal {
        @Override
        public String type() {
            return "request";
        }

        /** The complete JSON form, for {@link #fromJson}. */
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

        @Override
        public String actor() {
            return by;
        }
    }

    /**
     * Scheduled work is due. Only a schedule of Nightshift's own creates one: payloads from outside cannot.
     *
     * @param work the name of the work, as its function or the policy has it: {@code registry-sweep}
     */
    record Due(Header header, String work) implements Signal {

        /** @param at the scheduled time; one time is one signal, however often the schedule delivers it */
        public static Due of(String work, Instant at) {
            var subject = new Resource(Origin.NOWHERE, "schedule", work);
            return new Due(
                    new Header(new SignalId("due " + work + " " + at), "nightshift.schedule", at, subject, Map.of()),
                    work);
        }

        @Override
        public String type() {
            return "due";
        }

        @Override
        public String name() {
            return work;
        }
    }

    /** A CloudEvent whose type no decoder knows. */
    record Notice(Header header, String eventType, String message) implements Signal {
        @Override
        public String type() {
            return "notice";
        }

        @Override
        public String name() {
            return eventType;
        }

        /** The sender's own word, if it calls it a state or a status. */
        @Override
        public String status() {
            var labels = header.labels();
            return labels.getOrDefault("state", labels.getOrDefault("status", ""));
        }
    }
}
