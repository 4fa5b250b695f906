/** Benches of the local function; bench/throughput/run and bench/backtest/run start them. */
@NullMarked
package io.nightshift.local.bench;

import org.jspecify.annotations.NullMarked;
