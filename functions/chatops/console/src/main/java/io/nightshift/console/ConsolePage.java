package io.nightshift.console;

import io.nightshift.console.view.PageBody;
import java.util.Optional;

/** A page of the console. A function adds its own by returning them from its module; no other page changes. */
public interface ConsolePage {

    /** Below {@code /console}, such as {@code /backups}; the page also gets the paths below its own. */
    String path();

    /** The word in the menu; empty if the page is not in it. */
    String menu();

    /** Shown beside the word in the menu, such as the number of waiting questions; it must cost nothing. */
    default String count() {
        return "";
    }

    /** Reports whether the page changes by itself while it is open. */
    default boolean live() {
        return false;
    }

    /** Empty if there is nothing at the path. */
    Optional<PageBody> show(PageRequest request);
}
