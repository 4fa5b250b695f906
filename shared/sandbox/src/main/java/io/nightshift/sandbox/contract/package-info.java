/** Suites that every implementation of a port runs, and their fixtures. */
@NullMarked
package io.nightshift.sandbox.contract;

import org.jspecify.annotations.NullMarked;
