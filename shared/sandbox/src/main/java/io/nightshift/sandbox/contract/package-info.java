/** Suites that every implementation of a port runs, and what they need. */
@NullMarked
package io.nightshift.sandbox.contract;

import org.jspecify.annotations.NullMarked;
