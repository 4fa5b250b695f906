package io.nightshift.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a page in {@code docs/} that is generated from the code, between {@code <!-- NAME -->} and
 * {@code <!-- /NAME -->}.
 */
public final class DocSection {

    private final Path file;
    private final String name;

    /** @param page under {@code docs/} */
    public DocSection(String page, String name) {
        this.file = Path.of(System.getProperty("nightshift.root"), "docs", page);
        this.name = name;
    }

    /** Fails unless the page contains this text; a run with {@code -Dnightshift.publish=true} writes it there. */
    public void says(String text) {
        try {
            var page = Files.readString(file);
            var begin = "<!-- " + name + " -->\n";
            assertThat(page).contains(begin, "<!-- /" + name + " -->");
            var right = page.substring(0, page.indexOf(begin) + begin.length()) + "\n" + text + "\n"
                    + page.substring(page.indexOf("<!-- /" + name + " -->"));
            if (Boolean.getBoolean("nightshift.publish")) {
                Files.writeString(file, right);
                return;
            }
            assertThat(page).as("run again with -Dnightshift.publish=true").isEqualTo(right);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
