mock_provider "google" {}

variables {
  project   = "shop-prod"
  name      = "shop"
  services  = ["checkout"]
  databases = ["orders-db"]
  clusters  = ["main"]
  own       = { "orders a second" = "resource.type=\"global\" AND metric.type=\"custom.googleapis.com/shop/orders\"" }
}

run "shows_requests_time_instances_database_pods_and_own_metrics" {
  command = plan

  assert {
    condition     = length(jsondecode(output.body).mosaicLayout.tiles) == 4 + 3 + 1 + 1
    error_message = "a chart is missing"
  }
  assert {
    condition     = length(distinct([for tile in jsondecode(output.body).mosaicLayout.tiles : "${tile.xPos}/${tile.yPos}"])) == 9
    error_message = "two charts lie on each other"
  }
}

run "rejects_a_filter_without_a_metric" {
  command = plan
  variables {
    own = { orders = "resource.type=\"global\"" }
  }
  expect_failures = [var.own]
}
