package io.nightshift.entry;

import io.nightshift.core.json.Json;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A variable that lists members as JSON: {@code [{"role": …}]}. Each problem names the entry ({@code [1].role}), and none
 * repeats a value.
 */
public final class MemberEntries {

    private static final int MOST = 200;

    private MemberEntries() {}

    /** The first thing that is wrong with an entry. */
    public static final class InvalidEntryException extends Exception {
        private static final long serialVersionUID = 1L;

        public InvalidEntryException(View entry, String what) {
            super(entry.path().substring(1) + what);
        }
    }

    /** Reads one entry. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(View entry) throws InvalidEntryException;
    }

    /**
     * All entries; empty if the variable is not set or has a problem.
     *
     * @param own the host's own account or projects, which cannot be members
     * @param account of an entry; each is listed once
     */
    public static <T> List<T> read(
            Variables variables, String name, Set<String> own, Function<T, String> account, Reader<T> reader) {
        var text = variables.get(name);
        if (text.isEmpty()) {
            return List.of();
        }
        try {
            return read(View.of(Json.parse(text.get())), own, account, reader);
        } catch (JsonException e) {
            variables.problem(name + " is not JSON; expected a list of objects");
        } catch (InvalidEntryException e) {
            variables.problem(name + e.getMessage());
        }
        return List.of();
    }

    private static <T> List<T> read(View list, Set<String> own, Function<T, String> account, Reader<T> reader)
            throws JsonException, InvalidEntryException {
        if (!list.isArray() || list.items().size() > MOST) {
            throw new InvalidEntryException(list, " is invalid: expected a list of at most " + MOST + " members");
        }
        var members = new ArrayList<T>();
        var seen = new HashSet<>(own);
        for (var entry : list.items()) {
            var member = reader.read(entry);
            if (!seen.add(account.apply(member))) {
                throw new InvalidEntryException(entry, " is one of the host's own, or listed twice");
            }
            members.add(member);
        }
        return members;
    }

    /** Fails if the entry is not an object with these members only. */
    public static void only(View entry, Set<String> names) throws InvalidEntryException {
        try {
            if (names.containsAll(entry.object().members().keySet())) {
                return;
            }
        } catch (JsonException e) {
            // Reported below.
        }
        throw new InvalidEntryException(
                entry,
                " is invalid: expected an object with "
                        + String.join(", ", names.stream().sorted().toList()));
    }

    public static String text(View value, Pattern form, String expected) throws InvalidEntryException {
        try {
            if (value.isString() && form.matcher(value.text()).matches()) {
                return value.text();
            }
        } catch (JsonException e) {
            // Reported below.
        }
        throw new InvalidEntryException(
                value, (value.exists() ? " is invalid" : " is missing") + ": expected " + expected);
    }

    /** A list with at least one text. */
    public static Set<String> texts(View list, Predicate<String> form, String expected) throws InvalidEntryException {
        try {
            var texts = Set.copyOf(list.strings());
            if (!texts.isEmpty() && texts.stream().allMatch(form)) {
                return texts;
            }
        } catch (JsonException e) {
            // Reported below.
        }
        throw new InvalidEntryException(list, " is invalid: expected " + expected);
    }
}
