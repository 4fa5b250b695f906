package io.nightshift.promotion.entry.aws;

import io.nightshift.aws.entry.Configuration;
import io.nightshift.aws.entry.Environment;
import io.nightshift.door.DoorSettings;
import io.nightshift.entry.Key;
import io.nightshift.policy.PolicyParser;
import java.util.List;
import java.util.Map;

/** What the functions of promotion are configured with; all of them take the same variables. */
record PromotionSettings(Configuration configuration, DoorSettings door) {

    private static final String TOKEN = "NIGHTSHIFT_INTAKE_TOKEN";

    /** Besides those of every function on AWS. */
    static final List<Key> KEYS = DoorSettings.keys("the door needs it, the other functions do not.");

    /** @throws IllegalStateException with every problem on a line of its own */
    static PromotionSettings read(Map<String, String> environment) {
        return read(Environment.of(environment, KEYS));
    }

    /** The same for the function that anybody can reach: it does not open without a token. */
    static PromotionSettings readForTheDoor(Map<String, String> environment) {
        var read = Environment.of(environment, KEYS);
        if (read.variables().get(TOKEN).isEmpty()) {
            read.variables().problem(TOKEN + " is missing; anybody can reach the door, so callers have to show one");
        }
        return read(read);
    }

    private static PromotionSettings read(Environment environment) {
        var door = DoorSettings.read(environment.variables());
        return new PromotionSettings(environment.configuration(PolicyParser.ofPromotions()), door);
    }
}
