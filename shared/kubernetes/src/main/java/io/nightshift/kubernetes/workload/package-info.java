/** Deployments, stateful sets and daemon sets of a cluster: their state, edits of them, and their restart. */
@NullMarked
package io.nightshift.kubernetes.workload;

import org.jspecify.annotations.NullMarked;
