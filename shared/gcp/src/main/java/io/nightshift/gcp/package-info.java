/** Google Cloud: ledger, timers and client set-up. */
@NullMarked
package io.nightshift.gcp;

import org.jspecify.annotations.NullMarked;
