package io.nightshift.sandbox.aws;

import io.nightshift.core.json.Json;
import io.nightshift.sandbox.aws.FakeResource.Item;
import java.util.List;
import java.util.Optional;

/**
 * The statuses that a resource still goes through, one each time that time passes. A test sets those of the next restores by an
 * item {@code restores} with {@code states}: slow ones, failing ones.
 */
final class FakeSequences {

    private static final String STATES = "states";
    private static final List<String> RESTORED = List.of("creating", "backing-up", "available");

    private FakeSequences() {}

    /** Those of a restored database; the first is its status at once. */
    static List<String> restored(FakeAccount account) {
        return account.item("restores").map(item -> item.texts(STATES)).orElse(RESTORED);
    }

    static void begin(FakeAccount account, String key, List<String> states) {
        account.place(Item.of("sequence/" + key, Json.obj().with(STATES, Json.strings(states))));
    }

    /** The next one, which it then has. */
    static Optional<String> next(FakeAccount account, String key) {
        var left =
                account.item("sequence/" + key).map(item -> item.texts(STATES)).orElse(List.of());
        if (left.isEmpty()) {
            return Optional.empty();
        }
        begin(account, key, left.subList(1, left.size()));
        return Optional.of(left.getFirst());
    }

    static boolean ended(FakeAccount account, String key) {
        return account.item("sequence/" + key)
                .map(item -> item.texts(STATES).isEmpty())
                .orElse(true);
    }
}
