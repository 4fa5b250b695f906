package io.nightshift.core.run;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Resource;

/**
 * What a run is the run of.
 *
 * @param playbook the playbook's name
 * @param subject the resource that it is about
 * @param episode one bout of trouble: from the first signal until it is over; made from cause and first signal
 */
public record RunKey(String playbook, Resource subject, String episode) {

    public RunId id() {
        return new RunId(playbook + "-"
                + Sha256.hex(playbook + "\n" + subject + "\n" + episode).substring(0, 12));
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
}
