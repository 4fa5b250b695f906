/** Aliases of Lambda functions as targets. */
@NullMarked
package io.nightshift.promotion.aws.lambda;

import org.jspecify.annotations.NullMarked;
