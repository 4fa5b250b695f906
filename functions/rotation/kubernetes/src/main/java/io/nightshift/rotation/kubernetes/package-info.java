/** Consumers of rotated secrets in clusters of Kubernetes. */
@NullMarked
package io.nightshift.rotation.kubernetes;

import org.jspecify.annotations.NullMarked;
