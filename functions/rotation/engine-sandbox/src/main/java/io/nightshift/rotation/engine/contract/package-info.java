/** The contract of credential engines, run by every one of them, and what its tests share. */
@NullMarked
package io.nightshift.rotation.engine.contract;

import org.jspecify.annotations.NullMarked;
