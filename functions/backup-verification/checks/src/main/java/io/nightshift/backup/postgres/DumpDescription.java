package io.nightshift.backup.postgres;

import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a dump says about itself.
 *
 * @param complete whether the line with which each dump ends is there
 * @param server the major version of the source; 0 if it says none
 * @param encoding of the source's database
 * @param created the roles that it creates
 * @param named the roles that own something or have grants
 * @param databases those that it creates or connects to; empty for a dump of one database without its name
 * @param createsPublic whether it creates the schema {@code public}, which each new database has
 */
record DumpDescription(
        boolean complete,
        int server,
        String encoding,
        long tables,
        NavigableSet<String> extensions,
        Set<String> created,
        NavigableSet<String> named,
        NavigableSet<String> tablespaces,
        NavigableSet<String> databases,
        boolean createsPublic) {

    /** The roles that have to exist before it is restored. */
    NavigableSet<String> missingRoles() {
        var roles = new TreeSet<>(named);
        roles.removeAll(created);
        return roles;
    }
}
