/** A policy tried on recorded signals: reading a history, living through it on virtual time, and what came of it. */
@NullMarked
package io.nightshift.local.backtest;

import org.jspecify.annotations.NullMarked;
