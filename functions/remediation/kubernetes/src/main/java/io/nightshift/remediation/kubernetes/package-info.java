/** Acts on Kubernetes deployments. */
@NullMarked
package io.nightshift.remediation.kubernetes;

import org.jspecify.annotations.NullMarked;
