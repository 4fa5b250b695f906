/** ECS services as targets: updated in place, or two of them behind a listener rule. */
@NullMarked
package io.nightshift.promotion.aws.ecs;

import org.jspecify.annotations.NullMarked;
