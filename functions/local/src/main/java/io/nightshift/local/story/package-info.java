/** What the ledger tells, for people: entries as sentences, runs as tables. */
@NullMarked
package io.nightshift.local.story;

import org.jspecify.annotations.NullMarked;
