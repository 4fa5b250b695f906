output "template" {
  description = "The id of the experiment: aws fis start-experiment --experiment-template-id ID."
  value       = aws_fis_experiment_template.this.id
}
