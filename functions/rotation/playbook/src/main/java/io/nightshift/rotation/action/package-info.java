/** The actions of a rotation. */
@NullMarked
package io.nightshift.rotation.action;

import org.jspecify.annotations.NullMarked;
