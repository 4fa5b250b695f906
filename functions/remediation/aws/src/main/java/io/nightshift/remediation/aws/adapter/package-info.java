/** What remediation does and sees on AWS: one file per action, by the real SDK clients. */
@NullMarked
package io.nightshift.remediation.aws.adapter;

import org.jspecify.annotations.NullMarked;
