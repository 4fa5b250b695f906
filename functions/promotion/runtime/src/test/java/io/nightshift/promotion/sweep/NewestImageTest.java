package io.nightshift.promotion.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.core.act.Observer.Health;
import io.nightshift.core.act.Observer.Observed;
import io.nightshift.core.decode.Image;
import io.nightshift.core.json.JsonException;
import io.nightshift.core.json.View;
import io.nightshift.core.signal.Glob;
import io.nightshift.promotion.sweep.NewestImage.Age;
import io.nightshift.promotion.sweep.NewestImage.Tagged;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewestImageTest {

    private static final Instant NIGHT = Instant.parse("2026-11-21T03:00:00Z");

    private static String digest(int number) {
        return "sha256:" + "%064x".formatted(number);
    }

    private static Tagged tagged(String tag, int digest, int minutes) {
        return new Tagged(tag, digest(digest), Optional.of(NIGHT.plusSeconds(60L * minutes)));
    }

    private static NewestImage newest(Tagged... tagged) throws JsonException {
        var seen = (Observed.Seen) NewestImage.among(List.of(tagged), Age.PUSHED, 3, Map.of(digest(9), NIGHT));
        assertThat(seen.health()).isEqualTo(Health.WELL);
        return NewestImage.read(View.of(seen.details()));
    }

    private static NewestQuery wanted(String tags) throws JsonException {
        var image = Image.of(View.of(io.nightshift.core.json.Json.of("")), "registry.example", "shop/web");
        return new NewestQuery(image, Glob.of(tags).orElseThrow(), List.of(digest(1)));
    }

    @Test
    void theNewestIsTheOneThatCameLast() throws JsonException {
        var newest = newest(tagged("v3", 3, 1), tagged("v1", 1, 9), tagged("v2", 2, 5));
        assertThat(newest.digest()).isEqualTo(digest(1));
        assertThat(newest.at()).contains(NIGHT.plusSeconds(540));
        assertThat(newest.highest()).isFalse();
        assertThat(newest.left()).isEqualTo(3);
        assertThat(newest.ages()).containsExactly(Map.entry(digest(9), NIGHT));
    }

    @Test
    void twoTagsOfADigestAreOneImageUnderTheHigher() throws JsonException {
        var newest = newest(tagged("v9", 1, 9), tagged("v10", 1, 9), tagged("v8", 2, 5));
        assertThat(newest.tag()).isEqualTo("v10");
        assertThat(newest.highest()).isTrue();
    }

    @Test
    void ofTwoOfOneSecondTheHigherTagIsTheNewer() throws JsonException {
        assertThat(newest(tagged("v10", 1, 5), tagged("v9", 2, 5)).tag()).isEqualTo("v10");
    }

    @Test
    void signaturesBesideAnImageAreNoVersions() throws JsonException {
        var all = wanted("*");
        assertThat(all.matches("v1")).isTrue();
        assertThat(all.matches("sha256-" + "a".repeat(64) + ".sig")).isFalse();
        assertThat(all.matches("sha256-" + "a".repeat(64))).isFalse();
        assertThat(all.matches("sha256-of-a-commit")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"main, main", "v*, ", "v?, ", "v\\*, "})
    void aTagThatIsNoPatternNeedsNoList(String tags, String literal) throws JsonException {
        assertThat(wanted(tags).literal()).isEqualTo(Optional.ofNullable(literal));
    }

    @Test
    void aQuestionIsReadAsItWasAsked() throws JsonException {
        var asked = wanted("v*");
        assertThat(NewestQuery.read(asked.query())).isEqualTo(asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1 v2", "v9 v10", "v1.9.9 v1.10", "v1.2 v1.2.1", "v01 v1", "2026-09-30 2026-10-01", "a b"})
    void tagsCountAsPeopleCount(String pair) {
        var tags = Arrays.asList(pair.split(" "));
        assertThat(TagOrder.HIGHEST_LAST.compare(tags.getFirst(), tags.getLast()))
                .isNegative();
    }

    @Property(tries = 500)
    void tagsHaveOneOrder(
            @ForAll @StringLength(max = 6) @Chars({'v', '.', '-', '0', '1', '9'}) String one,
            @ForAll @StringLength(max = 6) @Chars({'v', '.', '-', '0', '1', '9'}) String two,
            @ForAll @StringLength(max = 6) @CharRange(from = '0', to = '9') String three) {
        var order = TagOrder.HIGHEST_LAST;
        assertThat(order.compare(one, two)).isEqualTo(-order.compare(two, one));
        assertThat(order.compare(one, two) == 0).isEqualTo(one.equals(two));
        var sorted = List.of(one, two, three).stream().sorted(order).toList();
        assertThat(order.compare(sorted.getFirst(), sorted.getLast())).isNotPositive();
    }
}
