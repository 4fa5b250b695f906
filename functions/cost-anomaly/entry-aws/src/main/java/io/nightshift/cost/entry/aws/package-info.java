/** Cost watch as a Lambda function, on Spring Cloud Function. */
@NullMarked
package io.nightshift.cost.entry.aws;

import org.jspecify.annotations.NullMarked;
