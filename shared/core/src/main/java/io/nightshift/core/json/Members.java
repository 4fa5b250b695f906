package io.nightshift.core.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of a small object, in order; immutable. Nearly every object here has a handful of members and is built
 * one member at a time. An array is copied and searched several times faster than a hash table, and a run in memory
 * takes a third of the space.
 */
final class Members extends AbstractMap<String, Json> {

    /** Larger objects, which only come from outside, are kept as a hash table, so that a search stays fast. */
    static final int MOST = 24;

    private static final Members NONE = new Members(new Member[0]);

    /** One member. All objects derived from the one in which it was set share it. */
    private static final class Member extends SimpleImmutableEntry<String, Json> {
        private static final long serialVersionUID = 1L;

        Member(String name, Json value) {
            super(name, value);
        }
    }

    private final Member[] members;

    private Members(Member[] members) {
        this.members = members;
    }

    /** An unmodifiable map with the same members. */
    static Map<String, Json> of(Map<String, Json> map) {
        if (map instanceof Members || map.isEmpty()) {
            return map.isEmpty() ? NONE : map;
        }
        if (map.size() > MOST) {
            return Collections.unmodifiableMap(new LinkedHashMap<>(map));
        }
        var members = new Member[map.size()];
        int size = 0;
        for (var entry : map.entrySet()) {
            members[size++] = new Member(entry.getKey(), entry.getValue());
        }
        return new Members(members);
    }

    /** The map with one member set; the others keep their place. */
    static Map<String, Json> with(Map<String, Json> map, String name, Json value) {
        if (map instanceof Members small && small.members.length < MOST) {
            return small.with(new Member(name, value));
        }
        var copy = new LinkedHashMap<>(map);
        copy.put(name, value);
        return of(copy);
    }

    private Members with(Member member) {
        int place = place(member.getKey());
        int last = members.length;
        var copy = Arrays.copyOf(members, place < 0 ? last + 1 : last);
        copy[place < 0 ? last : place] = member;
        return new Members(copy);
    }

    /** Returns -1 if there is no member with that name. */
    private int place(@Nullable Object name) {
        for (int i = 0; i < members.length; i++) {
            if (members[i].getKey().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public @Nullable Json get(@Nullable Object name) {
        int place = place(name);
        return place < 0 ? null : members[place].getValue();
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return place(name) >= 0;
    }

    @Override
    public int size() {
        return members.length;
    }

    @Override
    public Set<Entry<String, Json>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, Json>> iterator() {
                return Arrays.<Entry<String, Json>>asList(members).iterator();
            }

            @Override
            public int size() {
                return members.length;
            }
        };
    }
}
