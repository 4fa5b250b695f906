package io.nightshift.remediation.survey;

import io.nightshift.core.act.CallFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads one place, part by part. A part that is refused becomes an {@link Unread}, keeps what was read before the refusal, and
 * does not end the others.
 */
public final class SurveyReading {

    private final String place;
    private final Consumer<String> progress;
    private final List<SurveyedAlarm> alarms = new ArrayList<>();
    private final List<SurveyedFinding> findings = new ArrayList<>();
    private final List<SurveyedResource> resources = new ArrayList<>();
    private final List<Unread> unread = new ArrayList<>();

    /** One kind of resource, or the alarms. */
    @FunctionalInterface
    public interface Part {
        void read() throws CallFailed;
    }

    /** @param progress gets the words of each part before it is read */
    public SurveyReading(String place, Consumer<String> progress) {
        this.place = place;
        this.progress = progress;
    }

    public SurveyReading part(String what, Part part) {
        progress.accept(place + ": " + what);
        try {
            part.read();
        } catch (CallFailed e) {
            unread(what, e.problem().message());
        }
        return this;
    }

    public void add(SurveyedAlarm alarm) {
        alarms.add(alarm);
    }

    public void add(SurveyedFinding finding) {
        findings.add(finding);
    }

    public void add(SurveyedResource resource) {
        resources.add(resource);
    }

    public void unread(String what, String why) {
        unread.add(new Unread(what, place, why));
    }

    public Inventory inventory() {
        return new Inventory(alarms, findings, resources, unread);
    }
}
