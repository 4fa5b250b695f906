package io.nightshift.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class MembersTest {

    /** Names come again, and there are more of them than an array holds. */
    @Property(tries = 1000)
    void objectsBehaveAsLinkedMapsOfAnySize(@ForAll @Size(max = 90) List<@IntRange(max = 40) Integer> names) {
        var expected = new LinkedHashMap<String, Json>();
        var object = Json.obj();
        for (int i = 0; i < names.size(); i++) {
            expected.put("n" + names.get(i), Json.of(i));
            object = object.with("n" + names.get(i), i);
        }
        assertThat(new ArrayList<>(object.members().entrySet())).isEqualTo(new ArrayList<>(expected.entrySet()));
        assertThat(object).isEqualTo(new Json.Obj(expected)).hasSameHashCodeAs(new Json.Obj(expected));
        assertThat(object.members()).hasSameSizeAs(expected).containsAllEntriesOf(expected);
        for (int name = 0; name <= 41; name++) {
            assertThat(object.get("n" + name)).isEqualTo(expected.get("n" + name));
            assertThat(object.members().containsKey("n" + name)).isEqualTo(expected.containsKey("n" + name));
        }
    }

    @Test
    void settingAMemberLeavesTheObjectThatItWasMadeFrom() {
        var one = Json.obj().with("a", 1);
        var two = one.with("a", 2).with("b", 3);
        assertThat(one.text()).isEqualTo("{\"a\":1}");
        assertThat(two.text()).isEqualTo("{\"a\":2,\"b\":3}");
    }

    @Test
    void nobodyCanChangeTheMembers() {
        var mine = new LinkedHashMap<String, Json>(Map.of("a", Json.of(1)));
        var object = new Json.Obj(mine);
        mine.put("b", Json.of(2));
        assertThat(object.members()).hasSize(1);
        assertThatThrownBy(() -> object.members().put("b", Json.of(2)))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> object.members().clear()).isInstanceOf(UnsupportedOperationException.class);
        var member = object.members().entrySet().iterator().next();
        assertThatThrownBy(() -> member.setValue(Json.of(2))).isInstanceOf(UnsupportedOperationException.class);
    }
}
