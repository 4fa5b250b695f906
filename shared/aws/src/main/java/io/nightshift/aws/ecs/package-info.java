/** ECS services: what they are, and their restart. */
@NullMarked
package io.nightshift.aws.ecs;

import org.jspecify.annotations.NullMarked;
