output "database" {
  description = "The id of the database, for NIGHTSHIFT_FIRESTORE_DATABASE."
  value       = google_firestore_database.this.name

  # A function must not write before documents expire and large fields are without an index.
  depends_on = [google_firestore_field.expiry, google_firestore_field.unindexed]
}

output "collections" {
  description = "For each collection of a prefix the fields without an index, besides expires."
  value       = local.collections
}
