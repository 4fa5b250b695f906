/** The web console: pages made on the server, usable without scripts. */
@NullMarked
package io.nightshift.console;

import org.jspecify.annotations.NullMarked;
