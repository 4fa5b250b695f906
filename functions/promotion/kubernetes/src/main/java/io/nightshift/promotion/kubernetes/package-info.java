/** Deployments in Kubernetes as promotion targets: a stable one and a canary behind one route of the Gateway API. */
@NullMarked
package io.nightshift.promotion.kubernetes;

import org.jspecify.annotations.NullMarked;
