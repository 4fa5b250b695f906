/** A small shop as teams run it, for the examples of {@code infra/examples}: orders in a database, health, logs, metrics, traces. */
@NullMarked
package io.nightshift.demo.shop;

import org.jspecify.annotations.NullMarked;
