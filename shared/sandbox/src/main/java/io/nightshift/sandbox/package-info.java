/** A simulated environment on virtual time, fakes, fault injection and contract suites. */
@NullMarked
package io.nightshift.sandbox;

import org.jspecify.annotations.NullMarked;
