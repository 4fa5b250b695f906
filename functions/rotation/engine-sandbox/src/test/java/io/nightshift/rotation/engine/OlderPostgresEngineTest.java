package io.nightshift.rotation.engine;

/** On PostgreSQL 14, the oldest release with support. */
class OlderPostgresEngineTest extends PostgresSuite {

    OlderPostgresEngineTest() {
        super(14);
    }
}
