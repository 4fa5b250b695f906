package io.nightshift.chat.message;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;

/** Texts that try to be more than text. */
public class HostileTexts {

    private static final List<String> PARTS = List.of(
            "<!channel>",
            "<!here|x>",
            "<@U024BE7LH>",
            "<#C1>",
            "<https://evil.example|ok>",
            "@everyone",
            "@here",
            "<users/all>",
            "<at>all</at>",
            "*bold*",
            "_it_",
            "~s~",
            "`code`",
            "```",
            "[x](https://evil.example)",
            "![x](https://evil.example/p.png)",
            "<b>x</b>",
            "<script>alert(1)</script>",
            "<a href='x'>y</a>",
            "&lt;!channel&gt;",
            "&amp;",
            "&#60;!here&#62;",
            "\r\nBcc: evil@example.com",
            "\r\n.\r\nMAIL FROM:<x>",
            "\n",
            "\0",
            "\u202Eevil",
            "\u2066x\u2069",
            "\u200B",
            "\uD83D\uDE00",
            "\uD83D",
            "e\u0301",
            "{{x}}",
            "${x}",
            ":tada:",
            "> quote",
            "# head",
            "- item",
            "|",
            "\u2028",
            "\u0085",
            "\"",
            "'",
            "\\",
            "x".repeat(100_000),
            " AKIAIOSFODNN7EXAMPLE",
            " password=canary-hunter2");

    /** Up to eight of them in a row. */
    @Provide
    Arbitrary<String> hostile() {
        var parts =
                Arbitraries.oneOf(Arbitraries.of(PARTS), Arbitraries.strings().ofMaxLength(20));
        return parts.list().ofMinSize(1).ofMaxSize(8).map(list -> String.join("", list));
    }
}
