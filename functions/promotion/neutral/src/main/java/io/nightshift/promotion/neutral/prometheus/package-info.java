/** Metrics from Prometheus, and from servers with its HTTP API (Thanos, Mimir, VictoriaMetrics). */
@NullMarked
package io.nightshift.promotion.neutral.prometheus;

import org.jspecify.annotations.NullMarked;
