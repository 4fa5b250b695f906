package io.nightshift.console.view;

import java.util.List;

/**
 * What a page says.
 *
 * @param status the HTTP status
 * @param title the heading, and the title of the window
 * @param lead one sentence below it; readers hear it again when it changes
 */
public record PageBody(int status, String title, String lead, List<Block> blocks) {

    public PageBody {
        blocks = List.copyOf(blocks);
    }

    public static PageBody of(String title, String lead, List<Block> blocks) {
        return new PageBody(200, title, lead, blocks);
    }
}
