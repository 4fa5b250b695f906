/** Decodes AWS payloads into signals: EventBridge, SNS, SQS, CloudWatch Logs and Lambda's own records. Uses no AWS SDK. */
@NullMarked
package io.nightshift.aws.decode;

import org.jspecify.annotations.NullMarked;
