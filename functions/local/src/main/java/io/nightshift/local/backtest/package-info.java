/** Tries a policy on recorded signals: reads a history, replays it on virtual time, and reports the result. */
@NullMarked
package io.nightshift.local.backtest;

import org.jspecify.annotations.NullMarked;
