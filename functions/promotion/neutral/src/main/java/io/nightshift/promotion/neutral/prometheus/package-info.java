/** Numbers out of Prometheus, and out of what speaks its HTTP API (Thanos, Mimir, VictoriaMetrics). */
@NullMarked
package io.nightshift.promotion.neutral.prometheus;

import org.jspecify.annotations.NullMarked;
