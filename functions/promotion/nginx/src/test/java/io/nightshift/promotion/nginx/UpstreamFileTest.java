package io.nightshift.promotion.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightshift.promotion.sandbox.TargetUnderTest;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class UpstreamFileTest {

    private static final String NEWER = UpstreamFile.version("shop", TargetUnderTest.NEW);
    private static final String OLDER = UpstreamFile.version("shop", TargetUnderTest.OLD);

    private static UpstreamFile split(int percent) {
        return UpstreamFile.split("shop", 7_000, NEWER, 7_002, percent, OLDER, 7_001);
    }

    private static UpstreamFile read(String text) {
        return UpstreamFile.read("shop", text).orElseThrow();
    }

    @Property(tries = 1000)
    void whatIsWrittenIsRead(
            @ForAll @IntRange(min = 1, max = 100) int percent, @ForAll @IntRange(min = 1, max = 65_535) int port) {
        var file = UpstreamFile.split("shop", port, NEWER, 7_002, percent, OLDER, 7_001);
        assertThat(read(file.text())).isEqualTo(file);
        assertThat(UpstreamFile.told(file.text())).contains(file.generation());
    }

    @Test
    void everyShareIsAGenerationOfItsOwn() {
        assertThat(split(10).generation()).isNotEqualTo(split(11).generation());
        assertThat(split(10).generation()).isEqualTo(split(10).generation());
    }

    @Test
    void aPartOfAPercentThatSomebodyWroteCountsAsAWholeOne() {
        var edited = read(split(10).text().replace("10% ", "10.5% "));
        assertThat(edited.share(NEWER)).isEqualTo(11);
        assertThat(edited.share(OLDER)).isEqualTo(89);
    }

    @Test
    void aVersionOfSomebodyElseIsSeen() {
        var edited = read(split(10).text().replace("* " + OLDER, "40% mine;\n    * " + OLDER));
        assertThat(edited.share("mine")).isEqualTo(40);
        assertThat(edited.share(OLDER)).isEqualTo(50);
        assertThat(UpstreamFile.digest("shop", "mine")).isEmpty();
    }

    @Test
    void withAllTrafficTheOlderVersionHasNone() {
        assertThat(read(split(100).text()).serving()).containsExactly(NEWER);
        assertThat(UpstreamFile.all("shop", 7_000, NEWER, 7_002).serving()).containsExactly(NEWER);
    }

    @Test
    void aFileThatIsNoneOfOursIsNotTakenForOne() {
        assertThat(UpstreamFile.read("shop", "upstream shop { server 127.0.0.1:80; }"))
                .isEmpty();
        assertThat(UpstreamFile.read("shop", "listen 127.0.0.1:1; split_clients $x $shop { }"))
                .isEmpty();
    }

    @Test
    void aVersionIsNamedByItsWholeDigest() {
        assertThat(UpstreamFile.digest("shop", NEWER)).isEqualTo(TargetUnderTest.NEW);
        assertThat(UpstreamFile.digest("web", NEWER)).isEmpty();
    }
}
