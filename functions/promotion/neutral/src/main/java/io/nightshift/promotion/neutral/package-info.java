/**
 * What a promotion asks of the environment and no cloud has to answer: registries, reports, signatures, Prometheus,
 * web pages.
 */
@NullMarked
package io.nightshift.promotion.neutral;

import org.jspecify.annotations.NullMarked;
