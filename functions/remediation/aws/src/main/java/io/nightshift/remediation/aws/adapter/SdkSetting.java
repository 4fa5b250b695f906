package io.nightshift.remediation.aws.adapter;

import io.nightshift.aws.AwsCalls;
import io.nightshift.aws.AwsErrors;
import io.nightshift.core.act.CallFailed;
import io.nightshift.core.json.Json;
import io.nightshift.remediation.execution.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

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

    /** What the call finds; empty if AWS answers with one of the codes that say that it is not there. */
    static <T> Optional<T> found(Supplier<Optional<T>> call, String... missing) {
        try {
            return call.get();
        } catch (AwsServiceException e) {
            if (List.of(missing).contains(AwsErrors.code(e))) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Reports whether that value is true; for properties that are on or off. */
    static boolean on(Json value) {
        return value.equals(Json.of(true));
    }

    /** A value that is a number. */
    static int number(Json value) {
        return value instanceof Json.Num number ? number.decimal().intValue() : 0;
    }

    /** The items of a list that the other does not have. */
    static List<Json> without(Json list, Json other) {
        var kept = new ArrayList<>(items(list));
        kept.removeAll(items(other));
        return kept;
    }

    private static List<Json> items(Json list) {
        return list instanceof Json.Arr(var items) ? items : List.of();
    }

    /** A value that is a text. */
    static String text(Json value) {
        return value instanceof Json.Str(var text) ? text : "";
    }
}
