/** From AWS payloads to signals: EventBridge, SNS, SQS, CloudWatch Logs and Lambda's own records; no AWS SDK in here. */
@NullMarked
package io.nightshift.aws.decode;

import org.jspecify.annotations.NullMarked;
