package io.nightshift.backup.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

final class SchemaDifferenceTest {

    @Property
    void aSchemaDoesNotDifferFromItself(@ForAll Map<String, String> schema) {
        assertThat(SchemaDifference.between(schema, new HashMap<>(schema)).none())
                .isTrue();
    }

    /** Applied to the earlier one, it gives the objects of the later one. */
    @Property
    void eachObjectIsInOnePlace(
            @ForAll @Size(max = 20)
                    Map<@AlphaChars @StringLength(max = 2) String, @StringLength(max = 1) String> earlier,
            @ForAll @Size(max = 20)
                    Map<@AlphaChars @StringLength(max = 2) String, @StringLength(max = 1) String> later) {
        var difference = SchemaDifference.between(earlier, later);
        var objects = new HashSet<>(earlier.keySet());
        objects.removeAll(difference.missing());
        objects.addAll(difference.added());
        assertThat(objects).isEqualTo(later.keySet());
        assertThat(difference.missing()).noneMatch(later::containsKey);
        assertThat(difference.added()).noneMatch(earlier::containsKey);
        for (var object : later.keySet()) {
            boolean changed =
                    earlier.containsKey(object) && !earlier.get(object).equals(later.get(object));
            assertThat(difference.changed().contains(object)).isEqualTo(changed);
        }
        assertThat(difference.findings())
                .hasSize(difference.missing().size()
                        + difference.added().size()
                        + difference.changed().size());
    }

    @Property
    void theWayBackSwapsMissingAndAdded(@ForAll Map<String, String> one, @ForAll Map<String, String> other) {
        var there = SchemaDifference.between(one, other);
        var back = SchemaDifference.between(other, one);
        assertThat(back.missing()).isEqualTo(there.added());
        assertThat(back.added()).isEqualTo(there.missing());
        assertThat(back.changed()).isEqualTo(there.changed());
    }
}
