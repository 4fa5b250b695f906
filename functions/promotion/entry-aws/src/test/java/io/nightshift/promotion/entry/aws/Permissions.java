package io.nightshift.promotion.entry.aws;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The permissions that docs/promotion-aws.md names, of the functions themselves and of their targets and looks. */
final class Permissions {

    private static final Pattern PERMISSION = Pattern.compile("`([a-z0-9-]+:[A-Z][A-Za-z]+)`");

    private Permissions() {}

    static Set<String> documented() throws IOException {
        var page = Files.readString(Path.of(System.getProperty("nightshift.root"), "docs", "promotion-aws.md"));
        var named = new TreeSet<String>();
        PERMISSION.matcher(page).results().forEach(found -> named.add(found.group(1)));
        return named;
    }
}
