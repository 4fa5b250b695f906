/** Cost anomalies on this host: folders of costs, and the commands about them. */
@NullMarked
package io.nightshift.local.cost;

import org.jspecify.annotations.NullMarked;
