package io.nightshift.local.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Damages a text the way that people and disks do. */
final class Mutations {

    private static final String JUNK = "{}[]:,&*!|>'\"%@`#?-~\t\n \\\u0000\u202E\uD83D9a";

    private Mutations() {}

    static String of(String text, Random random) {
        var result = text;
        for (int i = 0; i <= random.nextInt(4); i++) {
            result = once(result, random);
        }
        return result;
    }

    private static String once(String text, Random random) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(30));
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(0, at) + text.substring(end);
            case 1 -> text.substring(0, at) + JUNK.charAt(random.nextInt(JUNK.length())) + text.substring(at);
            case 2 -> text.substring(0, end) + text.substring(at, end) + text.substring(end);
            case 3 -> text.substring(0, at);
            case 4 -> lines(text, random, false);
            default -> lines(text, random, true);
        };
    }

    /** One line moved elsewhere, or indented. */
    private static String lines(String text, Random random, boolean indent) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        if (lines.isEmpty()) {
            return "";
        }
        var line = lines.remove(random.nextInt(lines.size()));
        lines.add(random.nextInt(lines.size() + 1), indent ? "  " + line : line);
        return String.join("\n", lines);
    }
}
