package io.nightshift.demo;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;

/**
 * The behaviour of a version of the shop; stored in its image as labels.
 *
 * @param errors how many of a hundred requests fail
 * @param millis the duration of each request
 * @param leak the kilobytes that each request leaks
 */
record ShopBehaviour(int errors, int millis, int leak) {

    private static final String PREFIX = "nightshift.demo.";

    static final ShopBehaviour GOOD = new ShopBehaviour(0, 3, 0);

    Json.Obj labels() {
        return Json.obj()
                .with(PREFIX + "errors", Integer.toString(errors))
                .with(PREFIX + "millis", Integer.toString(millis))
                .with(PREFIX + "leak", Integer.toString(leak));
    }

    static ShopBehaviour read(View labels) throws JsonException {
        return new ShopBehaviour(number(labels, "errors"), number(labels, "millis"), number(labels, "leak"));
    }

    private static int number(View labels, String name) throws JsonException {
        return Math.toIntExact(labels.at(PREFIX + name).integer());
    }
}
