/**
 * DynamoDB Local for tests; a module that uses it must declare the artifact itself, because the sandbox declares it as
 * optional.
 */
@NullMarked
package io.nightshift.sandbox.dynamodb;

import org.jspecify.annotations.NullMarked;
