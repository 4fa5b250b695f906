/** The commands of the CLI: read the arguments, call, print. */
@NullMarked
package io.nightshift.local.cli;

import org.jspecify.annotations.NullMarked;
