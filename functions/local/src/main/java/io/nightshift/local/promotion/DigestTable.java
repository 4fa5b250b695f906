package io.nightshift.local.promotion;

import io.nightshift.core.json.Json;
import io.nightshift.core.ledger.Entry;
import io.nightshift.local.story.TextTable;
import io.nightshift.promotion.action.Rollout;
import io.nightshift.text.TerminalText;
import java.util.List;

/** The output of {@code promotions --digests}: a line for each change of the digest ledger. */
final class DigestTable {

    private static final int LONGEST = 80;

    private DigestTable() {}

    static TextTable of(List<Entry> entries) {
        var table = new TextTable("AT", "WHAT", "SERVICE", "IMAGE", "DIGEST", "BY", "BECAUSE");
        entries.forEach(entry -> table.row(
                entry.at().toString(),
                TerminalText.safe(entry.kind()),
                text(entry, "service"),
                text(entry, "image"),
                Rollout.brief(text(entry, "digest")),
                text(entry, "by"),
                TerminalText.clipped(because(entry), LONGEST)));
        return table;
    }

    static Json.Obj toJson(Entry entry) {
        return Json.obj()
                .with("at", entry.at().toString())
                .with("what", entry.kind())
                .with("entry", entry.body());
    }

    private static String because(Entry entry) {
        return text(entry, entry.body().get("reason") == null ? "because" : "reason");
    }

    private static String text(Entry entry, String member) {
        return entry.body().get(member) instanceof Json.Str(var text) ? TerminalText.safe(text) : "-";
    }
}
