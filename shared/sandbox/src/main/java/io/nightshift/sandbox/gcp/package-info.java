/** Fakes of Google Cloud, over the wire. */
@NullMarked
package io.nightshift.sandbox.gcp;

import org.jspecify.annotations.NullMarked;
