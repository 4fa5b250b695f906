package io.nightshift.promotion;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;

/**
 * How far a promotion is.
 *
 * @param stage the number of stages is past the last one: on guard
 * @param step of the stage's strategy; -1 before the first
 * @param item which gate, target or check of the phase is next
 */
record Place(int stage, int wave, int step, int item) {

    static final Place START = new Place(0, 0, -1, 0);

    Place first() {
        return new Place(stage, wave, step, 0);
    }

    Place nextItem() {
        return new Place(stage, wave, step, item + 1);
    }

    Place nextStep() {
        return new Place(stage, wave, step + 1, 0);
    }

    Place step(int other) {
        return new Place(stage, wave, other, 0);
    }

    Place nextWave() {
        return new Place(stage, wave + 1, -1, 0);
    }

    Place nextStage() {
        return new Place(stage + 1, 0, -1, 0);
    }

    Json.Obj toJson() {
        return Json.obj()
                .with("stage", stage)
                .with("wave", wave)
                .with("step", step)
                .with("item", item);
    }

    static Place fromJson(View json) throws JsonException {
        return new Place(
                (int) json.at("stage").integer(),
                (int) json.at("wave").integer(),
                (int) json.at("step").integer(),
                (int) json.at("item").integer());
    }
}
