/** The API server of a Kubernetes cluster: how to reach it, which places in it are ours, and what its answers mean. */
@NullMarked
package io.nightshift.kubernetes;

import org.jspecify.annotations.NullMarked;
