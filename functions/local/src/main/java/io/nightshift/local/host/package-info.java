/** The local host: everything that the functions get from their cloud, on one machine. */
@NullMarked
package io.nightshift.local.host;

import org.jspecify.annotations.NullMarked;
