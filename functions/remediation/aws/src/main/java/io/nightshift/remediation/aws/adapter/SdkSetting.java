package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsCalls;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.remediation.execution.Setting;
import java.util.Optional;
import java.util.function.Supplier;

/** A property that calls of the SDK read and write. */
record SdkSetting(Supplier<Optional<State>> reading, Write writing) implements Setting {

    @FunctionalInterface
    interface Write {
        void write(Json from, Json to);
    }

    @Override
    public Optional<State> read() throws CallFailed {
        return AwsCalls.read(reading);
    }

    @Override
    public void write(Json from, Json to) throws CallFailed {
        AwsCalls.change(() -> {
            writing.write(from, to);
            return to;
        });
    }

    /** Reports whether that value is true; for properties that are on or off. */
    static boolean on(Json value) {
        return value.equals(Json.of(true));
    }

    /** A value that is a text. */
    static String text(Json value) {
        return value instanceof Json.Str(var text) ? text : "";
    }
}
