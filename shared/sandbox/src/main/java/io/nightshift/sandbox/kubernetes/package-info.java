/** A fake of a Kubernetes API server with its deployment controller. */
@NullMarked
package io.nightshift.sandbox.kubernetes;

import org.jspecify.annotations.NullMarked;
