/** Deployments in Kubernetes as targets of promotions: a stable one and a canary behind one route of the Gateway API. */
@NullMarked
package io.nightshift.promotion.kubernetes;

import org.jspecify.annotations.NullMarked;
