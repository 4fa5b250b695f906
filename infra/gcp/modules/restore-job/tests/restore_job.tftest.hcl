mock_provider "google" {}

variables {
  project         = "shop-prod"
  region          = "europe-west1"
  entry           = "reports-in-gcs"
  image           = "europe-west1-docker.pkg.dev/shop-prod/nightshift/serve@sha256:0000000000000000000000000000000000000000000000000000000000000000"
  service_account = "nightshift-backup@shop-prod.iam.gserviceaccount.com"
  secrets         = { NIGHTSHIFT_LEDGER = "nightshift-ledger" }
}

run "verifies_one_entry_once_and_keeps_no_secret_in_its_settings" {
  command = apply

  assert {
    condition     = google_cloud_run_v2_job.this.template[0].template[0].containers[0].args == tolist(["verify-backup", "reports-in-gcs", "--policy", "/etc/nightshift/nightshift.yaml"])
    error_message = "another command runs"
  }
  assert {
    condition     = google_cloud_run_v2_job.this.template[0].template[0].max_retries == 0 && google_cloud_run_v2_job.this.template[0].template[0].timeout == "21600s"
    error_message = "a verification is repeated blindly, or stopped early"
  }
}

run "rejects_a_tag_a_local_ledger_and_two_days" {
  command = plan
  variables {
    image   = "serve:latest"
    secrets = {}
    hours   = 48
  }
  expect_failures = [var.image, var.secrets, var.hours]
}
