/** Pictures of anomalies. */
@NullMarked
package io.nightshift.cost.picture;

import org.jspecify.annotations.NullMarked;
