-- A voiding statement cannot be voided itself (part 2, 2.3.2).
UPDATE statements SET voided = 1 WHERE org_id = $1 AND id = $2 AND voiding = 0
