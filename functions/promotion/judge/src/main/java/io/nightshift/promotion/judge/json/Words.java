package io.nightshift.promotion.judge.json;

import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads words of a fixed list, and numbers within bounds. */
final class Words {

    private Words() {}

    /** A constant by its name in the JSON: {@code MEAN_RATIO} is {@code meanRatio}. */
    static <E extends Enum<E>> E of(View view, Class<E> type, E otherwise) throws JsonException {
        if (!view.exists()) {
            return otherwise;
        }
        var word = view.text();
        for (var constant : type.getEnumConstants()) {
            if (word(constant).equals(word)) {
                return constant;
            }
        }
        throw new JsonException(view.path() + " is no such word; expected one of "
                + Arrays.stream(type.getEnumConstants()).map(Words::word).collect(Collectors.joining(", ")));
    }

    static String word(Enum<?> constant) {
        var parts = constant.name().toLowerCase(Locale.ROOT).split("_", -1);
        var word = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            word.append(Character.toUpperCase(parts[i].charAt(0))).append(parts[i], 1, parts[i].length());
        }
        return word.toString();
    }

    /** A finite number; a number that is too large for a double is an error. */
    static double number(View view) throws JsonException {
        double value = view.number().doubleValue();
        if (!Double.isFinite(value)) {
            throw new JsonException(view.path() + " is too large; expected a number below 1.8e308");
        }
        return value;
    }

    static double number(View view, double least, String wanted) throws JsonException {
        double value = number(view);
        if (value < least) {
            throw new JsonException(view.path() + " is " + value + "; expected " + wanted);
        }
        return value;
    }

    static double numberOr(View view, double otherwise) throws JsonException {
        return view.exists() ? number(view) : otherwise;
    }
}
