package io.nightshift.console.view;

import java.util.List;

/**
 * What is around every page.
 *
 * @param menu the links of the menu
 * @param current the path of the page in the menu
 * @param live how the page hears of changes: {@code events} or {@code poll}; empty if it does not change by itself
 * @param self the address of the page, for its refresh
 * @param visitor who is signed in, and their roles
 * @param token the token of posted forms
 * @param access how the console is protected, in a few words
 * @param csv the address of the table as CSV; empty if there is none
 */
public record PageFrame(
        List<MenuLink> menu,
        String current,
        String live,
        String self,
        String visitor,
        String token,
        String access,
        boolean signsOut,
        String csv,
        String styleSheet,
        List<String> scripts,
        String icon) {

    /** @param count shown beside the text; empty for none */
    public record MenuLink(String text, String href, String count) {}
}
