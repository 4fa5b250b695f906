/** JSON without reflection: a value type, a strict parser, a writer and a reader whose errors name the path. */
@NullMarked
package io.nightshift.core.json;

import org.jspecify.annotations.NullMarked;
