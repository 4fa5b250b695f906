/** Resources that cost money and do nothing, or too little. */
@NullMarked
package io.nightshift.cost.idle;

import org.jspecify.annotations.NullMarked;
