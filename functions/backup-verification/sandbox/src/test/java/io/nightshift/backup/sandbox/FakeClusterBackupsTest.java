package io.nightshift.backup.sandbox;

/** The same with a provider whose restore needs a second call. */
class FakeClusterBackupsTest extends FakeBackupsTest {
    FakeClusterBackupsTest() {
        backups.twoSteps = true;
    }
}
