/** The queries of a promotion that need no cloud: registries, reports, signatures, Prometheus, web pages. */
@NullMarked
package io.nightshift.promotion.neutral;

import org.jspecify.annotations.NullMarked;
