/** Spring Cloud Function on Cloud Run. */
@NullMarked
package io.nightshift.gcp.spring;

import org.jspecify.annotations.NullMarked;
