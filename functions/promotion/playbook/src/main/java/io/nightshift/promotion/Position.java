package io.nightshift.promotion;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;

/**
 * The progress of a promotion.
 *
 * @param stage the number of stages when it is past the last one: in the guard period
 * @param step of the stage's strategy; -1 before the first
 * @param item the next gate, target or check of the phase
 */
record Position(int stage, int wave, int step, int item) {

    static final Position START = new Position(0, 0, -1, 0);

    Position first() {
        return new Position(stage, wave, step, 0);
    }

    Position nextItem() {
        return new Position(stage, wave, step, item + 1);
    }

    Position nextStep() {
        return new Position(stage, wave, step + 1, 0);
    }

    Position step(int other) {
        return new Position(stage, wave, other, 0);
    }

    Position nextWave() {
        return new Position(stage, wave + 1, -1, 0);
    }

    Position nextStage() {
        return new Position(stage + 1, 0, -1, 0);
    }

    Json.Obj toJson() {
        return Json.obj()
                .with("stage", stage)
                .with("wave", wave)
                .with("step", step)
                .with("item", item);
    }

    static Position fromJson(View json) throws JsonException {
        return new Position(
                (int) json.at("stage").integer(),
                (int) json.at("wave").integer(),
                (int) json.at("step").integer(),
                (int) json.at("item").integer());
    }
}
