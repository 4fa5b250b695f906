/** Queries to Prometheus, and to servers with its HTTP API (Thanos, Mimir, VictoriaMetrics). */
@NullMarked
package io.nightshift.prometheus;

import org.jspecify.annotations.NullMarked;
