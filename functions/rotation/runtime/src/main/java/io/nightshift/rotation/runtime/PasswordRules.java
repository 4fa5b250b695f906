package io.nightshift.rotation.runtime;

import io.nightshift.rotation.engine.SecretChars;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * What a new password is made of: letters, digits and punctuation of ASCII, at least one of each kind that is left.
 *
 * @param exclude characters that it must not contain
 */
public record PasswordRules(int length, String exclude) {

    private static final String[] KINDS = {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz", "0123456789", "!#$%&()*+,-./:;<=>?@[]^_{|}~"
    };

    /** @param random unpredictable */
    SecretChars draw(RandomGenerator random) {
        var kinds = new ArrayList<String>();
        for (var kind : KINDS) {
            var left = kind.chars()
                    .filter(character -> exclude.indexOf(character) < 0)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
            if (!left.isEmpty()) {
                kinds.add(left);
            }
        }
        var all = String.join("", kinds);
        var drawn = new ArrayList<Character>();
        for (int i = 0; i < length; i++) {
            var from = i < kinds.size() ? kinds.get(i) : all;
            drawn.add(from.charAt(random.nextInt(from.length())));
        }
        Collections.shuffle(drawn, random);
        var chars = new char[length];
        for (int i = 0; i < length; i++) {
            chars[i] = drawn.get(i);
        }
        var secret = SecretChars.of(chars);
        Arrays.fill(chars, '\0');
        return secret;
    }
}
