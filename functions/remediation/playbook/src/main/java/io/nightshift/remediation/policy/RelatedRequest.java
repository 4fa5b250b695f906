package io.nightshift.remediation.policy;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Signal;

/** The request by which a run begins another one of its rule, as its playbook writes it. */
record RelatedRequest(Signal.Request request) {

    /** The environment of the run that asks. */
    String environment() {
        return request.what().get("environment") instanceof Json.Str(var text) ? text : "";
    }

    /** The parameters of the rung of that index, with the values of the signal that began the run that asks. */
    Json.Obj parameters(int rung) {
        try {
            return View.of(request.what()).at("parameters").at(rung).object();
        } catch (JsonException e) {
            return Json.Obj.EMPTY;
        }
    }

    /** Reports whether a rung of this index and target belongs to the ladder of the run that is asked for. */
    boolean has(int rung, Json.Obj target) {
        try {
            var what = View.of(request.what());
            return rung >= what.at("rung").integer()
                    && what.at("target").object().equals(target);
        } catch (JsonException e) {
            return false;
        }
    }
}
