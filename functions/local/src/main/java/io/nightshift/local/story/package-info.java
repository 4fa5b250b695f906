/** The ledger in human-readable form: entries as sentences, runs as tables. */
@NullMarked
package io.nightshift.local.story;

import org.jspecify.annotations.NullMarked;
