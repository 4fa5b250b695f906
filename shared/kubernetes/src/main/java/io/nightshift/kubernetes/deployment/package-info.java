/** Deployments of a cluster: their state, edits of them, and their restart. */
@NullMarked
package io.nightshift.kubernetes.deployment;

import org.jspecify.annotations.NullMarked;
