package io.nightshift.core.run;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;
import org.jspecify.annotations.Nullable;

/** The identity of a run. Not a record, because it caches the id made from it: a turn uses it ten times. */
public final class RunKey {

    private final String playbook;
    private final Resource subject;
    private final String episode;
    private final RunId id;

    /**
     * @param playbook the playbook's name
     * @param subject the resource that it is about
     * @param episode one incident, from the first signal until its end; made from cause and first signal
     */
    public RunKey(String playbook, Resource subject, String episode) {
        this.playbook = playbook;
        this.subject = subject;
        this.episode = episode;
        this.id = new RunId(playbook + "-"
                + Sha256.hex(playbook + "\n" + subject + "\n" + episode).substring(0, 12));
    }

    public String playbook() {
        return playbook;
    }

    public Resource subject() {
        return subject;
    }

    public String episode() {
        return episode;
    }

    public RunId id() {
        return id;
    }

    public Json.Obj toJson() {
        return Json.obj()
                .with("playbook", playbook)
                .with("subject", subject.toJson())
                .with("episode", episode);
    }

    public static RunKey fromJson(View json) throws JsonException {
        return new RunKey(
                json.at("playbook").text(),
                Resource.fromJson(json.at("subject")),
                json.at("episode").text());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RunKey key
                && key.playbook.equals(playbook)
                && key.subject.equals(subject)
                && key.episode.equals(episode);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return playbook + " of " + subject + ", episode " + episode;
    }
}
