WITH RECURSIVE above (parent_id, title, distance) AS (
    SELECT parent_id, title, 0 FROM nodes WHERE org_id = $1 AND id = $2
    UNION ALL
    SELECT n.parent_id, n.title, above.distance + 1 FROM above JOIN nodes n ON n.org_id = $1 AND n.id = above.parent_id
)
SELECT title FROM above ORDER BY distance DESC
