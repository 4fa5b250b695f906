/**
 * The API server of a Kubernetes cluster: its address and credentials, the places in scope, and the meaning of its responses.
 */
@NullMarked
package io.nightshift.kubernetes;

import org.jspecify.annotations.NullMarked;
