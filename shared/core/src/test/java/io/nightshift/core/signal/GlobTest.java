package io.nightshift.core.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class GlobTest {

    @Test
    void matchesTheWholeText() {
        assertThat(glob("web-*").matches("web-")).isTrue();
        assertThat(glob("web-*").matches("my-web-1")).isFalse();
        assertThat(glob("*a?c*").matches("xxabcxx")).isTrue();
        assertThat(glob("?").matches("🚀")).isTrue();
        assertThat(glob("*").matches("")).isTrue();
        assertThat(glob("*").matches("line\nline")).isTrue();
        assertThat(glob("Web").matches("web")).isFalse();
    }

    @Test
    void takesEverythingButStarAndQuestionMarkAsItIs() {
        assertThat(glob("[prod] (a|b).+").matches("[prod] (a|b).+")).isTrue();
        assertThat(glob("100\\*\\\\").matches("100*\\")).isTrue();
        assertThat(glob("100\\*").matches("100x")).isFalse();
    }

    @Test
    void refusesPatternsThatCannotBe() {
        assertThat(Glob.of("")).isEmpty();
        assertThat(Glob.of("a\\")).isEmpty();
        assertThat(Glob.of("a\nb")).isEmpty();
        assertThat(Glob.of("a".repeat(257))).isEmpty();
    }

    @Test
    void hostilePatternsStayQuick() {
        var evil = glob("*a".repeat(127) + "b");
        var text = "a".repeat(100_000);
        var work = ManagementFactory.getThreadMXBean();
        long start = work.getCurrentThreadCpuTime();
        assertThat(evil.matches(text)).isFalse();
        assertThat(Duration.ofNanos(work.getCurrentThreadCpuTime() - start)).isLessThan(Duration.ofSeconds(60));
    }

    @Property(tries = 1000)
    void agreesWithARegularExpression(@ForAll("patterns") String pattern, @ForAll("texts") String text) {
        var regex = new StringBuilder();
        pattern.chars().forEach(c -> regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote("" + (char) c)));
        assertThat(glob(pattern).matches(text)).isEqualTo(Pattern.matches(regex.toString(), text));
    }

    @Property(tries = 1000)
    void whatACoveredPatternMatchesIsMatched(
            @ForAll("patterns") String wide, @ForAll("patterns") String narrow, @ForAll("texts") String text) {
        if (glob(wide).covers(glob(narrow)) && glob(narrow).matches(text)) {
            assertThat(glob(wide).matches(text)).isTrue();
        }
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.strings().withChars("ab*?").ofMinLength(1).ofMaxLength(6);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("abc").ofMaxLength(8);
    }

    private static Glob glob(String text) {
        return Glob.of(text).orElseThrow();
    }
}
