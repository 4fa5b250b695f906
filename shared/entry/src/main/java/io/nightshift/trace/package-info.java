/** Traces: W3C contexts, and spans that go to a collector by OTLP. */
@NullMarked
package io.nightshift.trace;

import org.jspecify.annotations.NullMarked;
