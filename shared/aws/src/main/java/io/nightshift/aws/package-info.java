/** AWS: ledger, timers and client set-up. */
@NullMarked
package io.nightshift.aws;

import org.jspecify.annotations.NullMarked;
