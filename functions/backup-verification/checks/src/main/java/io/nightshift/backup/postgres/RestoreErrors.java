package io.nightshift.backup.postgres;

import io.nightshift.backup.check.BackupVerdict;
import io.nightshift.backup.check.CheckResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Sorts the errors of pg_restore and psql: harmless ones, those of this machine, and damage. A warning is no error. Values of rows
 * are cut off.
 */
final class RestoreErrors {

    private static final Pattern ERROR =
            Pattern.compile("\\b(?:ERROR|FATAL|PANIC): +(.*)|^pg_restore: error: (.*)|^psql: error: (.*)");

    /** What a new database has already. */
    private static final List<Pattern> HARMLESS = patterns(
            "^schema \"public\" already exists$",
            "^role \"[^\"]*\" already exists$",
            "^language \"plpgsql\" already exists$",
            "^must be owner of extension plpgsql$",
            "^extension \"plpgsql\" already exists$");

    /** What this machine lacks, or cannot do. */
    private static final List<Pattern> HERE = patterns(
            "^extension \"[^\"]*\" is not available",
            "^could not open extension control file",
            "^extension \"[^\"]*\" has no installation script",
            "^could not access file \"\\$libdir",
            "^could not load library",
            "must be loaded via shared_preload_libraries",
            "^invalid locale name",
            "^could not create locale",
            "^could not open collator for locale",
            "^(?:LC_COLLATE|LC_CTYPE|ICU locale)",
            "^unrecognized configuration parameter",
            "^unsupported version \\(",
            "^this build does not support compression|not supported in this installation|not supported by this build",
            "No space left on device",
            "^could not connect|^connection to server");

    private static final Pattern QUOTED_VALUE = Pattern.compile(": \".*|: [^:]*\"[^\"]*\"$");

    private RestoreErrors() {}

    private static List<Pattern> patterns(String... texts) {
        return List.of(texts).stream().map(Pattern::compile).toList();
    }

    /** An exit code other than 0 is broken, too, unless there were harmless errors only. */
    static CheckResult judge(String check, String program, ToolRun.Ended ended) {
        var here = new ArrayList<String>();
        var damage = new ArrayList<String>();
        int harmless = 0;
        for (var line : ended.errors()) {
            var error = error(line);
            if (error.isEmpty()) {
                continue;
            }
            if (any(HARMLESS, error.get())) {
                harmless++;
            } else {
                (any(HERE, error.get()) ? here : damage).add(shortened(error.get()));
            }
        }
        if (!here.isEmpty()) {
            return CheckResult.of(check, BackupVerdict.UNDECIDABLE, List.copyOf(here));
        }
        if (damage.isEmpty() && harmless == 0 && !ended.good()) {
            damage.add(program + " ended with exit code " + ended.exit());
        }
        return damage.isEmpty()
                ? CheckResult.good(check)
                : CheckResult.of(check, BackupVerdict.BROKEN, List.copyOf(damage));
    }

    private static Optional<String> error(String line) {
        var matcher = ERROR.matcher(line);
        if (!matcher.find()) {
            return Optional.empty();
        }
        return Optional.of(
                matcher.group(1) != null
                        ? matcher.group(1)
                        : matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
    }

    private static boolean any(List<Pattern> patterns, String error) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(error).find());
    }

    private static String shortened(String error) {
        return QUOTED_VALUE.matcher(error).replaceFirst("");
    }
}
