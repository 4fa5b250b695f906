/** The shared part of the functions on Google Cloud: configuration, connections, and the handling of a request. */
@NullMarked
package io.nightshift.gcp.entry;

import org.jspecify.annotations.NullMarked;
