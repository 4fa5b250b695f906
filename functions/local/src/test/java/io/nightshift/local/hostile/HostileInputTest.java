package io.nightshift.local.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.signal.Decoded;
import io.nightshift.local.Functions;
import io.nightshift.local.host.KnownFormats;
import io.nightshift.policy.Parsed;
import io.nightshift.policy.PolicyProblem;
import io.nightshift.sandbox.contract.Sample;
import io.nightshift.sandbox.fuzz.Canaries;
import io.nightshift.sandbox.fuzz.FuzzRun;
import io.nightshift.sandbox.fuzz.HostileInput;
import io.nightshift.sandbox.fuzz.HostilePayloads;
import io.nightshift.sandbox.fuzz.HostilePolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/**
 * Whatever arrives: nothing is thrown, every rejection has a place and a reason, no reason repeats a value or holds a
 * control character, and no input costs much. {@code -Dnightshift.fuzz=N} reads N inputs and prints what they cost.
 */
final class HostileInputTest {

    private static final int INPUTS =
            Integer.getInteger("nightshift.fuzz", Boolean.getBoolean("nightshift.thorough") ? 20_000 : 5_000);
    private static final FuzzRun.Limits LIMITS = new FuzzRun.Limits(50, 16 * 1024 * 1024);

    /** A hundred times the aim of 50 ms, so that a slow machine fails nothing. */
    private static final long NEVER_MILLIS = 5_000;

    private static final int LONGEST_REASON = 4_000;

    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger rejected = new AtomicInteger();

    @Test
    void noPayloadBreaksADecoder() {
        var decoders = KnownFormats.decoders();
        var survey = new FuzzRun<>(input -> decoders.decode(input.payload()), this::faults);
        run(survey, new HostilePayloads(Sample.all(""))::of, INPUTS - INPUTS / 10);
        assertThat(served).as("signals, so that decoders were reached").hasValueGreaterThan(INPUTS / 10);
        assertThat(rejected).as("rejections").hasValueGreaterThan(INPUTS / 10);
    }

    @Test
    void noPolicyBreaksTheParser() throws IOException {
        var example = Path.of(System.getProperty("nightshift.root", "../..")).resolve("docs/nightshift.example.yaml");
        var parser = Functions.PARSER;
        var survey = new FuzzRun<>(input -> parser.parse(input.payload().body()), this::faults);
        run(survey, new HostilePolicies(Files.readAllBytes(example))::of, INPUTS / 10);
        assertThat(served).as("valid").hasValueGreaterThan(INPUTS / 400);
        assertThat(rejected).as("invalid").hasValueGreaterThan(INPUTS / 20);
    }

    private static void run(FuzzRun<?> survey, LongFunction<HostileInput> inputs, int count) {
        survey.run(inputs, count, LIMITS);
        if (Integer.getInteger("nightshift.fuzz") != null) {
            System.out.println(survey);
        }
        assertThat(survey.faults()).isEmpty();
        assertThat(survey.slowestMillis()).as(survey.toString()).isLessThan(NEVER_MILLIS);
    }

    private List<String> faults(HostileInput input, Decoded decoded) {
        var faults = new ArrayList<String>();
        served.addAndGet(decoded.signals().isEmpty() ? 0 : 1);
        rejected.addAndGet(decoded.rejected().isEmpty() ? 0 : 1);
        if (decoded.signals().isEmpty()
                && decoded.rejected().isEmpty()
                && decoded.ignored().isEmpty()) {
            faults.add("nothing comes out, without a word");
        }
        for (var part : decoded.rejected()) {
            if (!part.place().startsWith("$") || part.reason().isBlank()) {
                faults.add("a rejection without place or reason: " + part);
            }
            said(input, part.toString(), faults);
        }
        decoded.ignored().forEach(reason -> said(input, reason, faults));
        return faults;
    }

    private List<String> faults(HostileInput input, Parsed parsed) {
        var faults = new ArrayList<String>();
        for (var problem : problems(parsed)) {
            if (problem.line() < 1 || problem.column() < 1 || problem.message().isBlank()) {
                faults.add("a problem without place or reason: " + problem);
            }
            said(input, problem.toString(), faults);
        }
        return faults;
    }

    private List<PolicyProblem> problems(Parsed parsed) {
        return switch (parsed) {
            case Parsed.Valid valid -> {
                served.incrementAndGet();
                yield valid.warnings();
            }
            case Parsed.Invalid invalid -> {
                rejected.incrementAndGet();
                yield invalid.problems();
            }
        };
    }

    private static void said(HostileInput input, String text, List<String> faults) {
        if (input.canaried() && Canaries.sings(text)) {
            faults.add("a canary sings: " + text);
        }
        if (text.length() > LONGEST_REASON) {
            faults.add("a reason of " + text.length() + " characters");
        }
        if (text.codePoints().anyMatch(HostileInputTest::isUnseen)) {
            faults.add("a character that nobody sees: " + text);
        }
    }

    /** Control characters, marks that turn text round, line separators, half surrogates. */
    private static boolean isUnseen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
