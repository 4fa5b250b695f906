/** The storm: thousands of alarms through the real handlers of many workers at once, and what it proves and costs. */
@NullMarked
package io.nightshift.remediation.aws.storm;

import org.jspecify.annotations.NullMarked;
