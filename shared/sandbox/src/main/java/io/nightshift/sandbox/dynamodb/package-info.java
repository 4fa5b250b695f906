/** DynamoDB Local for tests; a module that uses it names the artifact itself, since the sandbox has it as optional. */
@NullMarked
package io.nightshift.sandbox.dynamodb;

import org.jspecify.annotations.NullMarked;
